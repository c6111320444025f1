/** What a person has typed so far at a question: keys in, what to show out: stars, unless it may be seen. No terminal in here. */
export class TypedLine {
  /** Without what was erased again. */
  text = "";
  state: "typing" | "entered" | "cancelled" | "interrupted" = "typing";

  constructor(
    private readonly maxLength = 64,
    private readonly visible = false,
  ) {}

  /** Takes what the terminal sent and returns what to write back: a character each. */
  feed(input: string): string {
    let shown = "";
    // Arrow keys, and the brackets some terminals put around what is pasted, are no part of a code.
    for (const key of input.replace(/\x1b(\[[0-9;?]*[ -/]*[@-~]|O[A-Z]|.|$)/gs, "")) {
      if (this.state !== "typing") break;
      shown += this.press(key);
    }
    return shown;
  }

  private press(key: string): string {
    if (key === "\r" || key === "\n") return this.end("entered");
    // Ctrl-C, Ctrl-D, Ctrl-\: raw mode hands them over as characters.
    if (key === "\x03") return this.end("interrupted");
    if (key === "\x04" || key === "\x1c") return this.end("cancelled");
    if (key === "\x7f" || key === "\b") return this.erase(1);
    if (key === "\x15") return this.erase(this.text.length);
    if (key < " " || this.text.length >= this.maxLength) return "";
    this.text += key;
    return this.visible ? key : "*";
  }

  private erase(count: number): string {
    const erased = Math.min(count, this.text.length);
    this.text = this.text.slice(0, this.text.length - erased);
    return "\b \b".repeat(erased);
  }

  private end(state: "entered" | "cancelled" | "interrupted"): string {
    this.state = state;
    return "\n";
  }
}

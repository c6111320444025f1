/**
 * A shell's words, read as data: nothing here is ever run. Made for start-up files of bash, zsh and fish, as far as these agree: quotes,
 * variables, substitutions, comments, what ends a command. What is cleverer than that comes out as `unknown`.
 */

/** A piece of a word. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  /** `$NAME`, `${NAME}`, `${NAME:-otherwise}`, `$1`. */
  | { readonly kind: "variable"; readonly name: string; readonly otherwise?: string | undefined }
  /** `$(…)`, `` `…` `` or fish's `(…)`, with the line it starts on. */
  | { readonly kind: "command"; readonly text: string; readonly line: number }
  | { readonly kind: "unknown" };

/** A word or an operator (`;`, a line's end, `{`, `)`, `&&`, …), with its place in the text: lines from 1, `end` behind its last character. */
export interface Token {
  readonly kind: "word" | "operator";
  /** An operator's text; empty for a word. */
  readonly text: string;
  readonly parts: readonly Part[];
  readonly line: number;
  readonly lastLine: number;
  readonly start: number;
  readonly end: number;
}

/** The tokens of a text, its first line counted as `firstLine`. A quote left open ends with the text. */
export function tokenize(text: string, firstLine = 1): Token[] {
  const tokens: Token[] = [];
  const reader = new Reader(text, firstLine);
  for (let token = reader.next(); token; token = reader.next()) tokens.push(token);
  return tokens;
}

class Reader {
  private at = 0;
  private line: number;

  constructor(
    private readonly source: string,
    firstLine: number,
  ) {
    this.line = firstLine;
  }

  next(): Token | undefined {
    this.skipBlanks();
    if (this.at >= this.source.length) return undefined;
    const [start, line] = [this.at, this.line];
    const operator = /^(?:\r?\n|&&|\|\||;;|[;&|()<>]|[{}](?=[\s;)]|$))/.exec(
      this.source.slice(start, start + 3),
    )?.[0];
    if (operator !== undefined) this.take(operator.length);
    const parts = operator === undefined ? this.parts() : [];
    const kind = operator === undefined ? "word" : "operator";
    const text = operator === undefined ? "" : operator.trim() || "\n";
    return { kind, text, parts, line, lastLine: kind === "word" ? this.line : line, start, end: this.at };
  }

  private skipBlanks(): void {
    for (;;) {
      const [blank] = /^(?:[ \t]|\\\r?\n|#[^\n]*)+/.exec(this.source.slice(this.at)) ?? [];
      if (!blank) return;
      this.take(blank.length);
    }
  }

  private take(length: number): string {
    const taken = this.source.slice(this.at, this.at + length);
    this.line += taken.split("\n").length - 1;
    this.at += length;
    return taken;
  }

  private parts(): Part[] {
    const parts: Part[] = [];
    while (this.at < this.source.length && !/[\s;&|()<>]/.test(this.source[this.at]!)) {
      const char = this.source[this.at]!;
      if (char === "'") parts.push({ kind: "text", text: this.quoted() });
      else if (char === '"') parts.push(...this.doubleQuoted());
      else if (char === "\\") parts.push({ kind: "text", text: this.escaped() });
      else if (char === "$" || char === "`") parts.push(this.expansion());
      else parts.push({ kind: "text", text: this.take(1) });
    }
    // A blank right behind a backslash and the like must not stop the reading.
    if (parts.length === 0) this.take(1);
    return parts;
  }

  private quoted(): string {
    const close = this.source.indexOf("'", this.at + 1);
    return this.take((close < 0 ? this.source.length : close + 1) - this.at).replace(/^'|'$/g, "");
  }

  private escaped(): string {
    return this.take(2).replace(/^\\(\n)?/, "");
  }

  private doubleQuoted(): Part[] {
    const parts: Part[] = [{ kind: "text", text: "" }];
    this.take(1);
    while (this.at < this.source.length && this.source[this.at] !== '"') {
      const char = this.source[this.at]!;
      const isEscape = char === "\\" && /["\\$`\n]/.test(this.source[this.at + 1] ?? "");
      if (isEscape) parts.push({ kind: "text", text: this.escaped() });
      else if (char === "$" || char === "`") parts.push(this.expansion());
      else parts.push({ kind: "text", text: this.take(1) });
    }
    this.take(1);
    return parts;
  }

  private expansion(): Part {
    const rest = this.source.slice(this.at);
    const [plain, name] = /^\$(\w+|[@*#?$!-])/.exec(rest) ?? [];
    if (plain !== undefined)
      return this.variable(plain.length, /^\d/.test(name!) && !rest.startsWith("${") ? name![0]! : name!);
    const [braced, inner, otherwise] = /^\$\{(\w+|[@*])(?::?-([^}$`]*))?\}/.exec(rest) ?? [];
    if (braced !== undefined)
      return this.variable(braced.length, inner!, otherwise?.replace(/^(["'])(.*)\1$/, "$2"));
    const line = this.line;
    if (rest.startsWith("$((")) return this.unknown(closing(rest, 1));
    if (rest.startsWith("$("))
      return { kind: "command", text: this.take(closing(rest, 1)).slice(2, -1), line };
    if (rest.startsWith("`"))
      return { kind: "command", text: this.take(backquoted(rest)).slice(1, -1), line };
    if (rest.startsWith("${")) return this.unknown(Math.max(2, rest.indexOf("}") + 1));
    return rest.startsWith("$'") || rest.startsWith('$"')
      ? this.unknown(1)
      : { kind: "text", text: this.take(1) };
  }

  private variable(length: number, name: string, otherwise?: string): Part {
    // `$10` is `$1` and a 0.
    this.take(/^\d$/.test(name) && length > 2 && this.source[this.at + 1] !== "{" ? 2 : length);
    return { kind: "variable", name, otherwise };
  }

  private unknown(length: number): Part {
    this.take(length);
    return { kind: "unknown" };
  }
}

/** Where the bracket that opens at `from` closes, one behind it; the text's end where it never does. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\") at++;
    else if (char === "'") at = skipTo("'", text, at);
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return at + 1;
  }
  return text.length;
}

function backquoted(text: string): number {
  return skipTo("`", text, 0) + 1;
}

function skipTo(char: string, text: string, from: number): number {
  const at = text.indexOf(char, from + 1);
  return at < 0 ? text.length - 1 : at;
}

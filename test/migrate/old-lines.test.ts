import { test } from "uvu";
import * as assert from "uvu/assert";
import { withoutOldLines } from "../../src/migrate/old-lines.ts";
import { readShellText } from "../../src/migrate/shell-text.ts";
import { makeHome } from "../support/home.ts";
import { installedShells, runShell } from "../support/shell.ts";

const file = (content: Uint8Array) => ({ path: "/x", content, text: "" });

test("only the lines that are named go, or are replaced; every other byte stays, CRLF and bytes that are no UTF-8 too", () => {
  const content = Buffer.from("a\r\n  b\xff\r\nc\r\nd\xfe", "latin1");
  const [change] = withoutOldLines([
    { file: file(content), from: 3, to: 3 },
    { file: file(content), from: 2, to: 2, replacement: "é" },
  ]);
  assert.is(
    Buffer.from(change!.content).toString("latin1"),
    `a\r\n  ${Buffer.from("é").toString("latin1")}\r\nd\xfe`,
  );
  const [last] = withoutOldLines([{ file: file(Buffer.from("a\nb")), from: 2, to: 2 }]);
  assert.is(Buffer.from(last!.content).toString(), "a\n");
});

/** A start-up file, `old` standing for the function that goes, and what is left of it. */
const nested: [what: string, before: string, after: string][] = [
  ["at top level", "A=1\nold\nexport LATER=1\n", "A=1\nexport LATER=1\n"],
  ["behind a comment, at the top", "# if\n\nold\nexport LATER=1\n", "# if\n\nexport LATER=1\n"],
  ["behind a block", "if :; then\n  :\nfi\nold\n", "if :; then\n  :\nfi\n"],
  ["behind braces", "f() { :; }\nold\n", "f() { :; }\n"],
  ["then", "if true; then # mine\n  old\nfi\n", "if true; then # mine\n  :\nfi\n"],
  ["then, not indented", "if true\nthen\n# why\nold\nfi\n", "if true\nthen\n# why\n:\nfi\n"],
  ["then and else", "if true; then\nold\nelse\nold\nfi\n", "if true; then\n:\nelse\n:\nfi\n"],
  ["braces", "{\n\told\n}\n", "{\n\t:\n}\n"],
  ["brackets", "(\nold\n)\n", "(\n:\n)\n"],
  ["do", "for a in 1; do\nold\ndone\n", "for a in 1; do\n:\ndone\n"],
  ["case", "case a in\na)\nold\n;;\nesac\n", "case a in\na)\n:\n;;\nesac\n"],
  ["two in one list", "if true; then\n  old\n\n  old\nfi\n", "if true; then\n  :\n\nfi\n"],
  ["two at top level", "old\nold\nexport LATER=1\n", "export LATER=1\n"],
  ["&&", "false &&\nold\nexport LATER=1\n", "false &&\n:\nexport LATER=1\n"],
  ["|| and a comment", "true || # why\n\nold\nexport LATER=1\n", "true || # why\n\n:\nexport LATER=1\n"],
  ["|", "true |\nold\nexport LATER=1\n", "true |\n:\nexport LATER=1\n"],
  ["|&", "true |&\nold\nexport LATER=1\n", "true |&\n:\nexport LATER=1\n"],
  ["a line that goes on", "false && \\\n  old\nexport LATER=1\n", "false && \\\n  :\nexport LATER=1\n"],
];
const startUp = (text: string) => text.replace(/old$/gm, "gone() {\n  true\n}");

for (const [what, before, after] of nested)
  test(`where a command is needed \`:\` stands for what goes: ${what}`, () => {
    const text = startUp(before);
    const { functions } = readShellText(text);
    const lines = functions
      .filter(({ name, alone }) => name === "gone" && alone)
      .map(({ line, lastLine }) => ({
        file: { ...file(Buffer.from(text)), text },
        from: line,
        to: lastLine,
      }));
    const [change] = withoutOldLines(lines);
    const left = Buffer.from(change!.content).toString();
    assert.is(left, after);
    for (const shell of installedShells().filter(({ name }) => name !== "fish")) {
      const { HOME } = makeHome().env;
      const { stdout, stderr } = runShell(shell, `${left}\necho "<$LATER>"\n`, { env: { HOME: HOME! } });
      assert.equal([stderr, stdout], ["", left.includes("LATER") ? "<1>\n" : "<>\n"], shell.name);
    }
  });

test.run();

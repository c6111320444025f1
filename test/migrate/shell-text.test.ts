import { test } from "uvu";
import * as assert from "uvu/assert";
import { literal, readShellText, withInner } from "../../src/migrate/shell-text.ts";

const functions = (text: string) =>
  readShellText(text).functions.map(({ name, line, lastLine, alone }) => [name, line, lastLine, alone]);
const words = (text: string) => readShellText(text).commands.map((command) => command.words.map(literal));

test("functions in the ways that bash, zsh and fish write them", () => {
  assert.equal(functions("function a() { b; }\n"), [["a", 1, 1, true]]);
  assert.equal(functions("# c\na ()\n{\n  b { c\n  }\n}\n"), [["a", 2, 6, true]]);
  assert.equal(functions("function a { b }"), [["a", 1, 1, true]]);
  assert.equal(functions("function a --description 'x'\n if b\n c\n end\nend\n"), [["a", 1, 5, true]]);
  assert.equal(functions("x=1; a() { b; }\n"), [["a", 1, 1, false]]);
  assert.equal(functions("a() { b; }; c\n"), [["a", 1, 1, false]]);
  assert.equal(functions("a() { b; } # mine\n"), [["a", 1, 1, true]]);
  assert.equal(functions("alias a='b c'\nalias d 'e'\n"), [
    ["a", 1, 1, true],
    ["d", 2, 2, true],
  ]);
});

test("a command does not stand alone on its line behind a word that opens a list", () => {
  const alone = (text: string) => readShellText(text).commands.map((command) => command.alone);
  assert.equal(alone("if a\nthen b\nelse c\nfi\n! d\n"), [false, false, false, true, true]);
  assert.equal(functions("if a\nthen alias b=c\nfi\n"), [["b", 2, 2, false]]);
});

test("words: quotes, backslashes, comments, operators, lines that go on", () => {
  assert.equal(words(`a 'b c' "d \\"e" f\\ g # h`), [["a", "b c", 'd "e', "f g"]]);
  assert.equal(words("a \\\n b;c&&d|e"), [["a", "b"], ["c"], ["d"], ["e"]]);
  assert.equal(words("a#b ''"), [["a#b", ""]]);
  assert.equal(words("if a; then b; fi"), [["a"], ["b"], ["fi"]]);
  assert.equal(words('a "$b" $(c) `d` ${e%f}'), [["a", undefined, undefined, undefined, undefined]]);
});

test("substitutions run before what they stand in", () => {
  const [command] = readShellText('a=$(b "$(c)" | d)\n').commands;
  assert.equal(
    withInner(command!).map(({ words }) => literal(words[0])),
    ["c", "b", "d", undefined],
  );
});

test("a text that breaks off, or makes no sense, comes to an end", () => {
  for (const text of [
    "'",
    '"',
    "$(",
    "`",
    "${",
    "a() {",
    "function",
    "\\",
    "}",
    ")))",
    "$(( 1",
    "alias",
    "function a",
    "\0\n\r",
  ]) {
    readShellText(text);
    readShellText(`x ${text}`);
  }
  assert.equal(functions("a() { b"), []);
  const nested = readShellText(`x=${"$(".repeat(20_000)}`).commands;
  assert.ok(nested.flatMap((command) => withInner(command)).length < 100);
});

test.run();

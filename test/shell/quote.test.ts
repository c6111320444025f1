/** Every shell under `shell/`, and those that read its code, give back any text byte for byte, and run none of it. */
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { quote } from "../../src/output/quote.ts";
import { allReaders, hostileTexts, type Reader, trace } from "../support/printed-code.ts";

const characters = [..."'\"\\`$(){}[]<>|&;!#~=*?^%+-,.:/@ \t\n\r\u0001\u001b\u007fabn019éß€𝄞\ufeff"];
const mixed = fc.string({ unit: fc.constantFrom(...characters), maxLength: 24 });
const anyText = fc.string({ unit: "binary", maxLength: 24 }).map((text) => text.replaceAll("\0", "0"));
const texts = [
  ...hostileTexts,
  ...fc.sample(mixed, { numRuns: 2000, seed: 7 }),
  ...fc.sample(anyText, { numRuns: 1000, seed: 7 }),
];

/** `printf` is a program here: mksh has none of its own, and a program gets what a variable would hold. */
function readBack({ name, shell }: Reader, folder: string): string {
  const words = texts.map((text) => quote(text, shell));
  const chunks = Array.from({ length: Math.ceil(words.length / 500) }, (_, index) =>
    words.slice(index * 500, (index + 1) * 500),
  );
  const calls = chunks.map((chunk) => `/usr/bin/printf '%s\\0' ${chunk.join(" ")}`);
  // Without dot files: fish may keep its own there.
  return `${calls.join("\n")}\nls '${folder}' >&2 # ${name}\n`;
}

for (const reader of allReaders()) {
  test(`${reader.name}: ${texts.length} texts come back byte for byte and none is run`, () => {
    const { status, stdout, stderr } = trace(reader, { LC_ALL: "C.UTF-8" }, ({ folder }) =>
      readBack(reader, folder),
    );
    assert.is(status, 0);
    assert.is(stderr, "script\n");
    const back = stdout.split("\0").slice(0, -1);
    assert.is(back.length, texts.length);
    const wrong = texts.filter((text, index) => back[index] !== text);
    assert.equal(wrong, []);
  });
}

test("a NUL byte is refused: no variable can hold one", () => {
  for (const { shell } of allReaders()) assert.throws(() => quote("a\0b", shell), /NUL/);
});

test.run();

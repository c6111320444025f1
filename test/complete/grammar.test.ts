import { test } from "uvu";
import * as assert from "uvu/assert";
import { candidates } from "../../src/complete/candidates.ts";
import { toGrammar } from "../../src/complete/grammar.ts";
import { renderGrammar } from "../../src/complete/tables.ts";

const grammar = toGrammar(
  [
    {
      path: "awsmfa exports",
      usage: "awsmfa exports [profile] [code]",
      description: "print code | now\n",
      options: [
        { definition: "--profile,-p #0" },
        { definition: "--shell #0" },
        { definition: "--duration #0" },
        { definition: "--json" },
      ],
    },
    { path: "awsmfa keys import", usage: "awsmfa keys import <profile>", options: [] },
    { path: "awsmfa keys list", usage: "awsmfa keys list", description: "list them", options: [] },
    { path: "awsmfa init", usage: "awsmfa init <shell>", options: [] },
    {
      path: "awsmfa set",
      usage: "awsmfa set ...",
      options: [{ definition: "--profile,-p #0" }, { definition: "--as #0" }],
    },
    { path: "awsmfa session", usage: "awsmfa session ...", options: [{ definition: "-p #0" }] },
    { path: "awsmfa -h", usage: "awsmfa -h", options: [] },
  ],
  { shell: ["bash", "zsh"] },
);
const profiles = ["acc1", "acc2", "with blank"];

test("the commands as a text for shells, a line each", () => {
  assert.equal(renderGrammar(grammar).split("\n"), [
    "exports|profile none|--profile=profile -p=profile --shell=bash,zsh --duration= --json --help|print code now",
    "init|bash,zsh|--help|",
    "keys import|profile|--help|",
    "keys list||--help|list them",
    "session||-p=profile --help|",
    "set|profile|--profile=profile -p=profile --as= --help|",
  ]);
});

/** The line up to the cursor, and what could come next. */
const rows: readonly (readonly [line: string, ...next: string[]])[] = [
  ["", "exports", "init", "keys", "session", "set"],
  ["set ", ...profiles],
  ["set acc1 "],
  ["e", "exports"],
  ["keys ", "import", "list"],
  ["keys import a", "acc1", "acc2"],
  ["exports ", ...profiles],
  ["exports acc1 "],
  ["exports --", "--profile", "--shell", "--duration", "--json", "--help"],
  ["exports --shell ", "bash", "zsh"],
  ["exports --shell=z", "--shell=zsh"],
  ["exports -p a", "acc1", "acc2"],
  ["exports --duration "],
  ["exports --duration 2h acc", "acc1", "acc2"],
  ["exports --json a", "acc1", "acc2"],
  ["exports -- a"],
  ["init ", "bash", "zsh"],
  ["nothing "],
  ["-"],
];

for (const [line, ...next] of rows) {
  test(`after "awsmfa ${line}"`, () => {
    const words = line.split(" ");
    const found = candidates(grammar, profiles, words.slice(0, -1), words.at(-1)!);
    assert.equal(
      found.map(({ name }) => name),
      next,
    );
  });
}

test("a command is described, the first word of several is not", () => {
  const described = candidates(grammar, profiles, [], "").map(({ description }) => description);
  assert.equal(described.slice(0, 3), ["print code | now", "", undefined]);
});

test.run();

/** A plain line is read without clipanion's grammar, and comes out as by it; any other is left to it. */
import type { Command, CommandClass } from "clipanion";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { commandName, commandNames, loadCommands } from "../src/cli.ts";
import { makeCli } from "../src/command-line.ts";
import { type Context, processContext, Transaction } from "../src/context.ts";
import { plainCommand } from "../src/plain-line.ts";
import { lazySts } from "../src/sts/lazy.ts";

const context = processContext(new Transaction(), lazySts);

async function plain(argv: readonly string[]): Promise<Command<Context> | undefined> {
  const [commandClass] = await loadCommands(commandName(argv[0]!)!);
  return plainCommand(commandClass!, argv, context);
}

const isPlain: [argv: string, plain: boolean][] = [
  ["init zsh", true],
  ["init zsh --prefix acc_ --renew --alias-aws --reload", true],
  ["init --renew zsh", true],
  ["exports", true],
  ["exports acc1 --shell bash", true],
  ["exports acc1 123456 --shell zsh --shell bash", true],
  ["exports -p acc1 --tag a=b --tag=c=d", true],
  ["exports acc1 --shell=bash --duration=", true],
  ["unsets --shell fish", true],
  ["unset --shell fish", true],
  ["credential-process acc1", true],
  ["list --json", true],
  ["status --short", true],
  // More words, fewer words, or other ones.
  ["init", false],
  ["init zsh more", false],
  ["exports acc1 123456 more", false],
  ["list more", false],
  ["list --bogus", false],
  ["init zsh --prefix", false],
  ["exports --shell --json", false],
  ["exports --shell -", false],
  ["exports -", false],
  // What only the grammar knows.
  ["list --help", false],
  ["list -h", false],
  ["exports --format==", true],
  ["list --json=yes", false],
  ["list --=x", false],
  ["exports -- acc1", false],
  ["list --no-json", false],
  // Words without end.
  ["help list", false],
  ["session s3 ls", false],
  ["set acc1 region=eu-west-1", false],
];

for (const [line, expected] of isPlain) {
  test(`${line}: ${expected ? "plain" : "not plain"}`, async () => {
    assert.is((await plain(line.split(" "))) !== undefined, expected);
  });
}

/** Words that a command line may hold, with the first options of this very command. */
function vocabulary(commandClass: CommandClass<Context>, names: readonly string[]): string[] {
  const words = [
    "acc1",
    "123456",
    "",
    commandClass.paths![0]![0]!,
    "-",
    "--",
    "--help",
    "-h",
    "-ab",
    "--bogus",
  ];
  const first = names.slice(0, 1).map((name) => `--no-${name.slice(2)}`);
  return [...words, ...names, ...names.map((name) => `${name}=x`), ...first];
}

/** Every line of up to so many of these words. */
function* lines(words: readonly string[], length: number): Generator<string[]> {
  yield [];
  if (length === 0) return;
  for (const rest of lines(words, length - 1)) for (const word of words) yield [word, ...rest];
}

for (const name of commandNames) {
  test(`${name}: a plain line comes out as by the grammar`, async () => {
    const cli = await makeCli(name);
    const [commandClass, ...others] = await loadCommands(commandName(name)!);
    if (others.length > 0) return;
    const options = cli.definitions().flatMap((each) => each.options.map(({ definition }) => definition));
    const names = options.flatMap((definition) => definition.split(" ")[0]!.split(",")).slice(0, 3);
    let count = 0;
    for (const words of lines(vocabulary(commandClass!, names), 3)) {
      const argv = [name, ...words];
      const command = plainCommand(commandClass!, argv, context);
      if (!command) continue;
      count++;
      const expected = cli.process(argv, context);
      assert.is(command.constructor, expected.constructor, argv.join(" "));
      assert.equal({ ...command }, { ...expected }, argv.join(" "));
    }
    const hasWordsWithoutEnd = ["session", "add", "set", "help"].includes(name);
    assert.is(count === 0, hasWordsWithoutEnd);
  });
}

test.run();

import { type Part, type Token, tokenize } from "./shell-words.ts";

/** A word as its pieces. */
export type Word = readonly Part[];

/** A simple command: what stands between two operators. Lines from 1. */
export interface ShellCommand {
  readonly words: readonly Word[];
  readonly line: number;
  readonly lastLine: number;
  /** Nothing else stands on its lines, so that they can be taken out. */
  readonly alone: boolean;
}

/** A function or an alias: a name for commands. */
export interface ShellFunction {
  readonly name: string;
  readonly commands: readonly ShellCommand[];
  readonly line: number;
  readonly lastLine: number;
  readonly alone: boolean;
}

/** What a start-up file or a script says, as far as it can be read without running it. */
export interface ShellText {
  readonly functions: readonly ShellFunction[];
  /** Those outside of functions. */
  readonly commands: readonly ShellCommand[];
}

/** Reads a shell's text (see `tokenize`); never runs any of it. */
export function readShellText(text: string, firstLine = 1): ShellText {
  const tokens = tokenize(text, firstLine);
  const closers = closersOf(tokens);
  const functions: ShellFunction[] = [];
  const outside: Token[][] = [[]];
  for (let at = 0; at < tokens.length; ) {
    const body = isCommandStart(tokens, at) ? bodyOf(tokens, at, closers) : undefined;
    if (!body) {
      outside.at(-1)!.push(tokens[at++]!);
      continue;
    }
    const [first, last] = [tokens[at]!, tokens[body.next - 1]!];
    functions.push({
      name: body.name,
      commands: commandsOf(tokens.slice(body.from, body.to), text),
      ...placeOf(first, last, text),
    });
    outside.push([]);
    at = body.next;
  }
  const commands = outside.flatMap((some) => commandsOf(some, text));
  return { functions: [...functions, ...commands.flatMap(aliasOf)], commands };
}

/** Deeper than that nobody nests; who does is not followed. */
const deepest = 8;

/** A command and those in its substitutions, in the order in which they would run. */
export function withInner(command: ShellCommand, depth = 0): ShellCommand[] {
  if (depth === deepest) return [command];
  const inner = command.words
    .flat()
    .flatMap((part) => (part.kind === "command" ? readShellText(part.text, part.line).commands : []));
  return [...inner.flatMap((each) => withInner(each, depth + 1)), command];
}

/** A word that is the same whenever it is read; undefined for any other. */
export function literal(word: Word | undefined): string | undefined {
  const isText = word?.every((part) => part.kind === "text");
  return isText ? word!.map((part) => (part as { text: string }).text).join("") : undefined;
}

const isOperator = (token: Token | undefined, ...texts: string[]) =>
  token?.kind === "operator" && texts.includes(token.text);
const textOf = (token: Token | undefined) => (token?.kind === "word" ? literal(token.parts) : undefined);

function isCommandStart(tokens: readonly Token[], at: number): boolean {
  return at === 0 || tokens[at - 1]!.kind === "operator";
}

interface Body {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly next: number;
}

/** The function that is defined here: `name() {`, `function name {`, or fish's `function name … end`. */
function bodyOf(
  tokens: readonly Token[],
  at: number,
  closers: ReadonlyMap<number, number>,
): Body | undefined {
  const hasWord = textOf(tokens[at]) === "function";
  const nameAt = hasWord ? at + 1 : at;
  const name = textOf(tokens[nameAt]);
  const hasBrackets = isOperator(tokens[nameAt + 1], "(") && isOperator(tokens[nameAt + 2], ")");
  if (!name || !/^[\w.:-]+$/.test(name) || !(hasWord || hasBrackets)) return undefined;
  let open = nameAt + (hasBrackets ? 3 : 1);
  const afterName = open;
  while (isOperator(tokens[open], "\n")) open++;
  if (isOperator(tokens[open], "{")) return toBody(name, open + 1, closers.get(open));
  return hasBrackets ? undefined : toBody(name, afterLine(tokens, afterName), closers.get(at));
}

function toBody(name: string, from: number, to: number | undefined): Body | undefined {
  return to === undefined ? undefined : { name, from, to, next: to + 1 };
}

function afterLine(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < tokens.length && !isOperator(tokens[at], "\n", ";")) at++;
  return at;
}

/** Words of fish that an `end` belongs to. */
const blocks = new Set(["if", "for", "while", "switch", "begin", "function"]);

/** Which token closes which: a brace a brace, `end` a block of fish. All in one pass, since a file may have many that nothing closes. */
function closersOf(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const closers = new Map<number, number>();
  const [braces, opened]: [number[], number[]] = [[], []];
  const close = (open: number | undefined, at: number) => open !== undefined && closers.set(open, at);
  for (const [at, token] of tokens.entries()) {
    if (isOperator(token, "{")) braces.push(at);
    else if (isOperator(token, "}")) close(braces.pop(), at);
    const word = isCommandStart(tokens, at) ? textOf(token) : undefined;
    if (word !== undefined && blocks.has(word)) opened.push(at);
    else if (word === "end") close(opened.pop(), at);
  }
  return closers;
}

/** Words of a compound command that a list of commands follows. */
const openers = new Set(["if", "then", "elif", "else", "do", "while", "until"]);
/** Words that a command may stand behind. */
const leading = new Set([...openers, "!", "time", "command", "builtin", "and", "or", "not"]);

/** Whether a command may end with this token, the last but `;` and ends of lines: in doubt (`)`, `echo then`) it does not. */
export function endsCommand(token: Token): boolean {
  return token.kind === "word" ? !leading.has(textOf(token) ?? "") : token.text === "}";
}

function commandsOf(tokens: readonly Token[], text: string): ShellCommand[] {
  const groups: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "operator") groups.push([]);
    else groups.at(-1)!.push(token);
  }
  return groups.flatMap((group) => {
    const first = group.findIndex((token) => !leading.has(textOf(token) ?? ""));
    if (first < 0) return [];
    const place = placeOf(group[0]!, group.at(-1)!, text);
    // Without its `then` a compound command would break.
    const alone = place.alone && !group.slice(0, first).some((token) => openers.has(textOf(token)!));
    return [{ words: group.slice(first).map(({ parts }) => parts), ...place, alone }];
  });
}

function placeOf(first: Token, last: Token, text: string) {
  let before = first.start - 1;
  while (text[before] === " " || text[before] === "\t") before--;
  const behind = /[ \t]*;?[ \t]*(#.*)?(\r?\n|$)/y;
  behind.lastIndex = last.end;
  const alone = (before < 0 || text[before] === "\n") && behind.test(text);
  return { line: first.line, lastLine: last.lastLine, alone };
}

/** `alias name='commands'`, fish's `alias name 'commands'` too. What follows an alias where it is typed are its words' next. */
function aliasOf({ words, ...place }: ShellCommand): ShellFunction[] {
  if (literal(words[0]) !== "alias") return [];
  const [, name, value] = /^([\w.:-]+)=(.*)$/s.exec(literal(words[1]) ?? "") ?? [];
  const [called, body] = name === undefined ? [literal(words[1]), literal(words[2])] : [name, value];
  if (!called || body === undefined || words.length > (name === undefined ? 3 : 2)) return [];
  const argument: Part = { kind: "variable", name: "@" };
  const commands = readShellText(body, place.line).commands.map((command, index, all) => ({
    ...command,
    words: index === all.length - 1 ? [...command.words, [argument]] : command.words,
  }));
  return [{ name: called, commands, ...place }];
}

import { type Change, type EnvChange, ourProfile, ourRegion, savedName, selections } from "./env-change.ts";
import { quote } from "./quote.ts";
import type { Shell, TemplateName } from "./shell.ts";

const keysReplaced =
  "awsmfa: the AWS keys that stood in this shell were replaced; they are kept nowhere, and unsets will not bring them back";

/**
 * The change as one line of code for this shell, ending in a newline. What was before is saved and brought back by the code
 * itself when it runs, so the text never depends on anybody's environment (RULES 14–20). It succeeds; or it changes nothing,
 * says why on stderr and fails.
 *
 * In this order: selections as they were before any switch of ours, then saved; everything unset, which also strips what
 * `typeset -i` and its like left on a name; then what is set, in the order of the change.
 */
export function renderShell(change: EnvChange, shell: Shell): string {
  const code = writer(shell);
  const body = [
    ...warning(change, code),
    ...[...change].flatMap(([name, to]) => (selections.has(name) ? takeBack(name, to, code) : [])),
    code("unset", { NAMES: unsetFirst(change).join(" ") }),
    ...fallback(change, code),
    ...[...change].flatMap(([name, to]) =>
      typeof to === "string" ? [code("set", { NAME: name, VALUE: to })] : [],
    ),
  ].join(" ");
  const names = [...change.keys()].flatMap((name) =>
    selections.has(name) ? [name, savedName(name)] : [name],
  );
  const probed = code("probe", {
    NAMES: names.join(" "),
    REMOVED: names.filter((name) => selections.get(name) !== "ifOurs").join(" "),
    BODY: code("quiet", { BODY: body }),
  });
  return `${code("group", { BODY: probed })}\n`;
}

type Code = (template: TemplateName, holes: Readonly<Record<string, string>>) => string;

/** Fills templates; VALUE is quoted on the way in, and nothing that was filled in is looked at again. */
function writer(shell: Shell): Code {
  return (template, holes) =>
    shell.templates[template].replace(/\b[A-Z]+\b/g, (hole) => {
      const text = holes[hole];
      return text === undefined ? hole : hole === "VALUE" ? quote(text, shell) : text;
    });
}

/** Keys that no switch of ours put there are about to go. */
function warning(change: EnvChange, code: Code): string[] {
  const isSwitch = ["AWS_ACCESS_KEY_ID", ourProfile].some((name) => typeof change.get(name) === "string");
  if (!isSwitch) return [];
  const say = code("ifFilled", { NAME: "AWS_ACCESS_KEY_ID", BODY: code("say", { VALUE: keysReplaced }) });
  return [ifAllEmpty(["AWSMFA_PROFILE", savedName("AWS_PROFILE")], say, code)];
}

/** The selection as it was before a switch of ours; and, if this change touches it, saved. */
function takeBack(name: string, to: Change, code: Code): string[] {
  const was = savedName(name);
  const restore = code("restore", { NAME: name, WAS: was });
  if (selections.get(name) === "ifOurs") {
    const restored = code("ifSame", { NAME: name, OURS: ourRegion, BODY: restore });
    return isTheirs(to) ? [restored] : [restored, code("save", { NAME: name, WAS: was })];
  }
  // An empty AWS_PROFILE is never given back: botocore would look for a profile of that name.
  const notEmpty = code("ifEmpty", { NAME: name, BODY: code("unset", { NAMES: name }) });
  const body = code("ifEmpty", { NAME: name, BODY: isTheirs(to) ? `${restore} ${notEmpty}` : restore });
  const dropped = code("ifSame", { NAME: name, OURS: ourProfile, BODY: code("unset", { NAMES: name }) });
  const restored = [
    ...(name === "AWS_PROFILE" ? [dropped] : []),
    code("ifFilled", { NAME: was, BODY: body }),
  ];
  return isTheirs(to) ? restored : [...restored, code("save", { NAME: name, WAS: was })];
}

/** What must be unset before anything is set: all but the selections that stay the person's, whose saved copies go instead. */
function unsetFirst(change: EnvChange): string[] {
  return [...change].flatMap(([name, to]) => {
    if (!selections.has(name)) return [name];
    if (isTheirs(to)) return [savedName(name)];
    return to === null || typeof to === "string" ? [name] : [];
  });
}

/** What is set only where the person has none of those selections. */
function fallback(change: EnvChange, code: Code): string[] {
  const values = [...change].flatMap(([name, to]) =>
    to !== null && typeof to === "object" && "unlessTheirs" in to ? [[name, to.unlessTheirs] as const] : [],
  );
  const names = values.map(([name]) => name);
  if (names.length === 0) return [];
  const set = values.map(([name, value]) => code("set", { NAME: name, VALUE: value }));
  const body = [code("unset", { NAMES: names.join(" ") }), ...set].join(" ");
  return [
    ifAllEmpty(
      names.filter((name) => selections.has(name)),
      body,
      code,
    ),
  ];
}

function ifAllEmpty(names: readonly string[], body: string, code: Code): string {
  return names.reduceRight((inner, name) => code("ifEmpty", { NAME: name, BODY: inner }), body);
}

function isTheirs(to: Change): boolean {
  return to !== null && typeof to === "object" && "theirs" in to;
}

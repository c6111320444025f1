/** One side of a diff. `shown` stands in for `lines` in what is printed, line by line, where something must not be seen. */
export interface DiffSide {
  /** A path, or `/dev/null`. */
  readonly name: string;
  readonly text: string;
  readonly shown?: string | undefined;
}

type Edit = { readonly kind: " " | "-" | "+"; readonly before: number; readonly after: number };

const contextLines = 3;

/** What makes one text the other, as `diff -u` prints it and `patch` takes it; empty where they are the same. */
export function unifiedDiff(before: DiffSide, after: DiffSide): string {
  if (before.text === after.text) return "";
  const edits = editScript(splitLines(before.text), splitLines(after.text));
  const shown = {
    before: splitLines(before.shown ?? before.text),
    after: splitLines(after.shown ?? after.text),
  };
  const hunks = toHunks(edits).map((hunk) => renderHunk(hunk, shown.before, shown.after));
  return [`--- ${before.name}\n+++ ${after.name}\n`, ...hunks].join("");
}

/** Lines with their ends. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** How far along `before` each diagonal has been followed. */
type Reach = ReadonlyMap<number, number>;

/** The shortest way from one list to the other (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). */
function editScript(before: readonly string[], after: readonly string[]): Edit[] {
  const trail: Reach[] = [];
  const reach = new Map([[1, 0]]);
  for (let cost = 0; ; cost++) {
    trail.push(new Map(reach));
    for (let diagonal = -cost; diagonal <= cost; diagonal += 2) {
      let at = arrival(reach, diagonal, cost).at;
      while (at < before.length && at - diagonal < after.length && before[at] === after[at - diagonal]) at++;
      reach.set(diagonal, at);
      if (at >= before.length && at - diagonal >= after.length) {
        return walkBack(trail, before.length, after.length);
      }
    }
  }
}

/** The edit by which a diagonal is entered, and where along `before` that is. */
function arrival(reach: Reach, diagonal: number, cost: number): { kind: "+" | "-"; at: number } {
  const [below, above] = [reach.get(diagonal - 1) ?? -1, reach.get(diagonal + 1) ?? -1];
  const isAddition = diagonal === -cost || (diagonal !== cost && below < above);
  return isAddition ? { kind: "+", at: above } : { kind: "-", at: below + 1 };
}

function walkBack(trail: readonly Reach[], beforeEnd: number, afterEnd: number): Edit[] {
  const edits: Edit[] = [];
  let [before, after] = [beforeEnd, afterEnd];
  for (let cost = trail.length - 1; cost >= 0; cost--) {
    const { kind, at } = arrival(trail[cost]!, before - after, cost);
    while (before > at) edits.push({ kind: " ", before: --before, after: --after });
    if (cost === 0) break;
    if (kind === "+") edits.push({ kind, before, after: --after });
    else edits.push({ kind, before: --before, after });
  }
  return edits.reverse();
}

/** The edits in groups with some unchanged lines around them; groups whose surroundings touch are one. */
function toHunks(edits: readonly Edit[]): Edit[][] {
  const hunks: Edit[][] = [];
  let end = 0;
  edits.forEach(({ kind }, index) => {
    if (kind === " ") return;
    const from = Math.max(index - contextLines, end);
    const to = Math.min(index + contextLines + 1, edits.length);
    const more = edits.slice(from, to);
    const last = hunks.at(-1);
    if (last && from === end) last.push(...more);
    else hunks.push(more);
    end = to;
  });
  return hunks;
}

function renderHunk(hunk: readonly Edit[], before: readonly string[], after: readonly string[]): string {
  const place = (side: "before" | "after", otherKind: "+" | "-") => {
    const count = hunk.filter(({ kind }) => kind !== otherKind).length;
    const start = hunk[0]![side] + (count === 0 ? 0 : 1);
    return count === 1 ? `${start}` : `${start},${count}`;
  };
  const lines = hunk.map((edit) => {
    const line = edit.kind === "+" ? after[edit.after]! : before[edit.before]!;
    return `${edit.kind}${line}${line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n"}`;
  });
  return [`@@ -${place("before", "+")} +${place("after", "-")} @@\n`, ...lines].join("");
}

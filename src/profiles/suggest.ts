/**
 * The names nearest to one that does not exist, best first, three at most; empty where none is near. Case counts little, a swapped
 * pair of letters is one slip, and a name that the other one begins is near.
 */
export function nearestNames(name: string, names: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return [...names]
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

function distanceOf(wanted: string, candidate: string, limit: number): number {
  if (wanted.length >= 2 && candidate.startsWith(wanted)) return limit;
  if (Math.abs(wanted.length - candidate.length) > limit) return limit + 1;
  return editDistance(wanted, candidate);
}

/** Insertions, deletions, changes and swaps of neighbours between two words (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = swapped ? (before[column - 2] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(change, swap, above[column]! + 1, current[column - 1]! + 1));
    }
    before = above;
    above = current;
  }
  return above[b.length]!;
}

/** Whether a name is one that a pattern means: `*` stands for any text, `?` for any one character, everything else for itself. */
export function matchesGlob(name: string, glob: string): boolean {
  const pattern = glob
    .replace(/[\\^$.+()[\]{}|/]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`, "su").test(name);
}

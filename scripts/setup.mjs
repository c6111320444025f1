// What `npm test` and `npm run check` need before they can start, in a clone where nothing is installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** npm leaves a copy of the lockfile in node_modules, less the root package: alike means nothing is to be installed. */
function isInstalled() {
  const installed = `${root}node_modules/.package-lock.json`;
  if (!existsSync(installed)) return false;
  const versions = (path) =>
    Object.entries(JSON.parse(readFileSync(path, "utf8")).packages)
      .filter(([name, entry]) => name !== "" && !entry.optional)
      .map(([name, { version }]) => `${name} ${version}`)
      .sort()
      .join("\n");
  return versions(installed) === versions(`${root}package-lock.json`);
}

function npm(...words) {
  const { status, error } = spawnSync("npm", words, { cwd: root, stdio: ["ignore", 2, 2] });
  if (error) console.error(`awsmfa: npm could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

if (!isInstalled()) npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
npm("run", "--silent", "build");

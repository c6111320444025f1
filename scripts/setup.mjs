// What `npm test` and `npm run check` need before they can start, in a clone where nothing is installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
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

/** Has this Node built what lies here? The build writes `build-id` last; folders count, since a file that is gone shows in its folder's time. */
function isBuilt() {
  const [id, node] = [`${root}dist/build-id`, `${root}dist/node-path`];
  if (!existsSync(id) || readFileSync(node, "utf8").trim() !== process.execPath) return false;
  const builtAt = statSync(id).mtimeMs;
  const sources = ["src", "shell", "scripts"].flatMap((folder) => [
    folder,
    ...readdirSync(root + folder, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  ]);
  return [...sources, "package.json", "package-lock.json"].every(
    (path) => statSync(root + path).mtimeMs < builtAt,
  );
}

function npm(...words) {
  const { status, error } = spawnSync("npm", words, { cwd: root, stdio: ["ignore", 2, 2] });
  if (error) console.error(`awsmfa: npm could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

const wasInstalled = isInstalled();
if (!wasInstalled) npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
if (!wasInstalled || !isBuilt()) npm("run", "--silent", "build");

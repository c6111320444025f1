import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { standardAwsFiles } from "../src/sandbox/aws-files.ts";
import { type Home, makeHome } from "../test/support/home.ts";
import { buildPackage } from "../test/support/package.ts";

/** The command that is measured, as install.sh leaves it: a link, and one beside it that spares reading the first. */
export const launcher = install();

function install(): string {
  const { path } = makeHome();
  const folder = buildPackage();
  mkdirSync(`${path}/lib`);
  symlinkSync(folder, `${path}/lib/awsmfa`);
  symlinkSync(`${folder}shell/awsmfa`, `${path}/bin/awsmfa`);
  return `${path}/bin/awsmfa`;
}

export interface BenchSts {
  readonly url: string;
  readonly freshCode: () => Promise<string>;
  /** How many milliseconds it has spent on requests since this was asked last. */
  readonly busy: () => Promise<number>;
  readonly close: () => void;
}

/** Starts `bench/sts.ts` and waits until it listens. */
export async function startBenchSts(): Promise<BenchSts> {
  const script = fileURLToPath(new URL("sts.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  const url = String(line).trim();
  return {
    url,
    freshCode: async () => (await fetch(`${url}/fresh`)).text(),
    busy: async () => Number(await (await fetch(`${url}/busy`)).text()),
    close: () => child.kill(),
  };
}

/** A home with the sandbox's profiles and so many more over the same key. */
export function homeWith(profiles: number, url: string): Home {
  const { config, credentials } = standardAwsFiles(url);
  const more = Array.from(
    { length: profiles },
    (_, index) =>
      `[profile team-${index}]\nrole_arn = arn:aws:iam::${100000000000 + index}:role/Developer\nsource_profile = bastion\nregion = eu-west-1\n`,
  );
  return makeHome({ config: `${config}\n${more.join("\n")}`, credentials });
}

/** Forgets every session and prepared answer of a home. */
export function emptyCache(home: Home): void {
  rmSync(`${home.path}/.cache`, { recursive: true, force: true });
  mkdirSync(`${home.path}/.cache`);
}

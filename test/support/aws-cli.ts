import { spawnSync } from "node:child_process";
import { existsSync, realpathSync, symlinkSync } from "node:fs";
import type { Home } from "./home.ts";

/** A real AWS CLI of this machine. */
export interface AwsCli {
  /** As it calls itself: `aws-cli/2.9.19`. */
  readonly name: string;
  readonly program: string;
  /** Does it know `services` and `endpoint_url` in the config file, and AWS_ENDPOINT_URL? */
  readonly readsServices: boolean;
}

const majors = ["1", "2"];

/** The first AWS CLI of each major version, on PATH or where systems install it; a visible SKIP for each that is missing. */
export function installedAwsClis(): readonly AwsCli[] {
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/local/bin", "/usr/bin"];
  const programs = folders.map((folder) => `${folder}/aws`).filter((path) => existsSync(path));
  const clis = programs
    .filter((path, at) => programs.findIndex((other) => realpathSync(other) === realpathSync(path)) === at)
    .flatMap(askVersion);
  return majors.flatMap((major) => {
    const found = clis.find(({ name }) => name.startsWith(`aws-cli/${major}.`));
    if (!found) console.log(`SKIP the AWS CLI, version ${major}: not installed`);
    return found ? [found] : [];
  });
}

function askVersion(program: string): readonly AwsCli[] {
  const { PATH = "", HOME = "/" } = process.env;
  const { stdout } = spawnSync(program, ["--version"], { env: { PATH, HOME }, encoding: "utf8" });
  const [name, major, minor] = /^aws-cli\/(\d+)\.(\d+)\S*/.exec(stdout ?? "") ?? [];
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  return name ? [{ name, program, readsServices: Number(minor) >= (major === "1" ? 29 : 13) }] : [];
}

/** Makes this AWS CLI the `aws` of a home, and brings one that reads no endpoint from the config file to this STS all the same. */
export function useAwsCli({ path, write }: Home, { program, readsServices }: AwsCli, url: string): void {
  symlinkSync(program, `${path}/bin/aws`);
  if (!readsServices) writeEndpointRules(write, url);
}

/** The place of STS in the form in which botocore ships it; a file of the person's own counts first. */
export function writeEndpointRules(write: Home["write"], url: string): void {
  const rules = {
    version: "1.0",
    parameters: { Region: { builtIn: "AWS::Region", type: "String", required: false, documentation: "" } },
    rules: [{ conditions: [], endpoint: { url, properties: {}, headers: {} }, type: "endpoint" }],
  };
  for (const folder of ["sts/2011-06-15", "iam/2010-05-08"])
    write(`.aws/models/${folder}/endpoint-rule-set-1.json`, JSON.stringify(rules));
}

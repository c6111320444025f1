/** What the packed tarball holds for programs: entries that load, types that hold for every way of looking modules up. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHome } from "./support/home.ts";
import { installPackage } from "./support/installed.ts";
import { checkout } from "./support/package.ts";
import { runProgram } from "./support/shell.ts";

const home = makeHome();
const project = installPackage(home, ["@aws-sdk/client-sts"]);
const node = (...words: string[]) => runProgram(process.execPath, words, { env: home.env, cwd: project });

/** The compiler over one file, told only what a user's project says. */
function compile(name: string, text: string, options: Readonly<Record<string, unknown>>) {
  home.write(`project/${name}.ts`, text);
  const common = {
    target: "es2022",
    strict: true,
    noEmit: true,
    types: [],
    exactOptionalPropertyTypes: true,
  };
  const settings = { compilerOptions: { ...common, ...options }, files: [`${name}.ts`] };
  const path = home.write(`project/${name}.json`, JSON.stringify(settings));
  return node(`${checkout}node_modules/typescript/bin/tsc`, "-p", path);
}

const lookups = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
] as const;

for (const lookup of lookups) {
  const how = lookup.moduleResolution;

  test(`${how}: the types stand alone, without Node's or the SDK's, and refuse what is wrong`, () => {
    const text = `
      import { AwsmfaError, type AwsmfaOptions, ExitCode, fromAwsmfa } from "awsmfa";
      import "awsmfa/register";
      const options: AwsmfaOptions = { profile: "acc1", code: undefined, role: { roleArn: "arn" }, mfaCodeProvider: async (serial) => serial };
      export const { accessKeyId, expiration } = await fromAwsmfa(options)();
      export const text: string = accessKeyId, end: Date | undefined = expiration;
      export const isCode = (error: unknown) => error instanceof AwsmfaError && error.exitCode === ExitCode.code;
      // @ts-expect-error
      fromAwsmfa({ profil: "acc1" });
      // @ts-expect-error
      fromAwsmfa({ code: 123456 });
      // @ts-expect-error
      fromAwsmfa({ role: { roleSessionName: "no arn" } });
    `;
    const { status, stdout } = compile(`alone-${how}`, text, {
      ...lookup,
      lib: ["es2020"],
      skipLibCheck: false,
    });
    assert.is(stdout, "");
    assert.is(status, 0);
  });

  test(`${how}: the SDK takes the provider`, () => {
    const text = `
      import { STSClient } from "@aws-sdk/client-sts";
      import { fromAwsmfa } from "awsmfa";
      export const client = new STSClient({ credentials: fromAwsmfa({ logger: console }) });
    `;
    const { status, stdout } = compile(`sdk-${how}`, text, {
      ...lookup,
      lib: ["es2022", "dom"],
      skipLibCheck: true,
    });
    assert.is(stdout, "");
    assert.is(status, 0);
  });
}

test("CommonJS can require it, where Node can", () => {
  if (!(process.features as { require_module?: boolean }).require_module) {
    console.log("SKIP require of the library: this Node cannot require an ES module");
    return;
  }
  const { stdout, stderr } = node("-e", 'console.log(typeof require("awsmfa").fromAwsmfa)');
  assert.is(stdout, "function\n", stderr);
});

test.run();

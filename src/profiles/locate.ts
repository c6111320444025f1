import { join } from "node:path";
import type { Env } from "../types.ts";

/** Paths of the two AWS files. Empty where a variable says so: then there is no such file, to the AWS CLI as well. */
export interface FilePaths {
  readonly config: string;
  readonly credentials: string;
}

/**
 * Where the AWS files lie: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, in which botocore expands `$NAME`, `${NAME}` and a
 * leading `~`, else `~/.aws/config` and `~/.aws/credentials`.
 */
export function locateFiles(env: Env, home: string): FilePaths {
  return {
    config: expand(env.AWS_CONFIG_FILE, env, home) ?? join(home, ".aws/config"),
    credentials: expand(env.AWS_SHARED_CREDENTIALS_FILE, env, home) ?? join(home, ".aws/credentials"),
  };
}

function expand(path: string | undefined, env: Env, home: string): string | undefined {
  return path
    ?.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (whole, bare, braced) => env[bare ?? braced] ?? whole)
    .replace(/^~(?=\/|$)/, home);
}

import { AwsmfaError, ExitCode } from "../errors.ts";

/** Throws for a NUL byte, which no variable can hold. Without the value: Node's own message for it would show a secret. */
export function refuseNul(text: string): void {
  if (text.includes("\0"))
    throw new AwsmfaError(ExitCode.config, "a value holds a NUL byte, which no variable can hold");
}

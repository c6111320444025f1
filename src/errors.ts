/** What a run of awsmfa ends with (SPEC §6). */
export const ExitCode = {
  done: 0,
  aws: 1,
  usage: 2,
  config: 3,
  code: 4,
  write: 5,
  bug: 70,
  /** Ctrl-C at a question: 128 + SIGINT. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * The one error type for what a person can mend: one line that says what failed, on which profile or file:line,
 * and what to do. Never carries a secret or a code. Anything else that is thrown is a bug of ours (exit 70).
 */
export class AwsmfaError extends Error {
  override readonly name = "AwsmfaError";
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

import { Secret, TOTP } from "otpauth";
import type { Clock } from "./clock.ts";

/** Seconds for which a code stands (RFC 6238 §4.1). */
export const windowSeconds = 30;

/**
 * A virtual MFA device and AWS's memory of it. AWS accepts the code of the window before and after as well, and each code once.
 * `shift` runs the device (and AWS's idea of it) ahead of the clock, so that a test need not wait for the next code.
 */
export class TotpDevice {
  private readonly totp: TOTP;
  private readonly clock: Clock;
  private readonly used = new Set<number>();
  private readonly given = new Set<number>();
  private shift = 0;

  constructor(base32Secret: string, clock: Clock) {
    this.totp = new TOTP({ secret: Secret.fromBase32(base32Secret), period: windowSeconds });
    this.clock = clock;
  }

  /** The six digits the device shows now. */
  currentCode(): string {
    return this.codeOf(this.window());
  }

  /** A code that nobody was given or has used: the current one, else the next, which the device is moved on to. */
  freshCode(): string {
    while (this.used.has(this.window()) || this.given.has(this.window())) this.shift += 1;
    this.given.add(this.window());
    return this.currentCode();
  }

  /** Six digits that are no code of any window that counts. */
  wrongCode(): string {
    const near = [-2, -1, 0, 1, 2].map((offset) => this.codeOf(this.window() + offset));
    return (
      ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !near.includes(code)) ?? ""
    );
  }

  /** The current code if it is still good, else undefined. */
  unusedCode(): string | undefined {
    return this.used.has(this.window()) ? undefined : this.currentCode();
  }

  /** Milliseconds until the device shows another code. */
  millisecondsLeft(): number {
    const period = windowSeconds * 1000;
    return period - (this.clock.now().getTime() % period);
  }

  /** Whether the code is right and was not used before; from then on it is used. */
  accept(code: string): boolean {
    const now = this.window();
    const match = [now, now - 1, now + 1].find(
      (window) => !this.used.has(window) && this.codeOf(window) === code,
    );
    if (match !== undefined) this.used.add(match);
    return match !== undefined;
  }

  private window(): number {
    return Math.floor(this.clock.now().getTime() / 1000 / windowSeconds) + this.shift;
  }

  private codeOf(window: number): string {
    return this.totp.generate({ timestamp: window * windowSeconds * 1000 });
  }
}

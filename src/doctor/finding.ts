/** One thing that goes wrong, or will, with its one-line cure. */
export interface Finding {
  /** `error`: it stops something; `warning`: it may surprise; `note`: could not be looked at, or is merely good to know. */
  readonly level: "error" | "warning" | "note";
  readonly what: string;
  readonly cure: string;
}

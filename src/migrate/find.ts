import type { Profiles } from "../types.ts";
import { recogniseAwsMfaSecure } from "./aws-mfa-secure.ts";
import type { Finding, Recogniser, Surroundings } from "./finding.ts";
import { imagine } from "./imagine.ts";
import { recogniseLongTerm } from "./long-term.ts";
import { recogniseRewrittenDefault } from "./rewritten-default.ts";
import { recogniseStsFunctions } from "./sts-function.ts";

/** Those that look at what is in the AWS files already. None of them writes what another one reads. */
const recognisers: readonly Recogniser[] = [
  recogniseLongTerm,
  recogniseRewrittenDefault,
  recogniseAwsMfaSecure,
];

/** Everything that came before, and what it becomes. Pure: nothing is written, and nothing that was found is run. */
export function findAncestors(surroundings: Surroundings, profiles: Profiles): Finding[] {
  const findings = recognisers.flatMap((recognise) => recognise(surroundings, profiles));
  const changes = findings.flatMap((finding) => finding.changes ?? []);
  return [...findings, ...recogniseStsFunctions(surroundings, imagine(profiles, changes))];
}

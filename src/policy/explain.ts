import { type Policy, type PolicyValues, toDocument } from "./policy.ts";
import { reasons } from "./reasons.ts";

/** Explanations begin here at the furthest, however long a line is. */
const widest = 64;

/** A policy for reading: where it goes, then its JSON line by line, each with what it is for. Not JSON any more. */
export function explainPolicy(policy: Policy, values: PolicyValues): readonly string[] {
  const lines = JSON.stringify(toDocument(policy, values), null, 2).split("\n");
  const points = policy.points(values);
  const width = Math.min(widest, Math.max(...lines.map(({ length }) => length)));
  return [
    `# ${policy.name}: ${policy.summary}`,
    `# ${policy.place}`,
    ...lines.map((line) => {
      const why = points.find(({ statement }) => line.includes(`"Sid": "${statement.Sid}"`))?.why;
      const reason = why ?? reasons.find(([form]) => form.test(line))?.[1];
      return reason === undefined ? line : `${line.padEnd(width)}  # ${reason}`;
    }),
  ];
}

import type { Statement, Texts } from "../../src/policy/policy.ts";

/** One call of AWS's API, as IAM's decision sees it. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  /** The condition keys that the request carries; what is not here is absent. */
  readonly context?: Readonly<Record<string, string>>;
  /** For trust policies: who asks, by every name that a policy may give them. */
  readonly principals?: readonly string[];
}

/**
 * IAM's decision within one account (IAM user guide, "Policy evaluation logic"), as far as our policies go: an explicit Deny wins, then an
 * Allow, else nothing. `sts:GetSessionToken` needs no permission, so only a Deny can stop it.
 */
export function isAllowed(statements: readonly Statement[], call: Call): boolean {
  const matching = statements.filter((statement) => matches(statement, call));
  if (matching.some(({ Effect }) => Effect === "Deny")) return false;
  return call.action === "sts:GetSessionToken" || matching.some(({ Effect }) => Effect === "Allow");
}

function matches(statement: Statement, { action, resource, context = {}, principals }: Call): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {}, Principal } = statement;
  const like = (patterns: Texts, text: string) => list(patterns).some((one) => isLike(one, text, context));
  return (
    (Action ? like(Action, action) : NotAction !== undefined && !like(NotAction, action)) &&
    (Resource === undefined || like(Resource, resource)) &&
    (NotResource === undefined || !like(NotResource, resource)) &&
    (Principal === undefined || Object.values(Principal).some((name) => principals?.includes(name))) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, context[key], wanted)),
    )
  );
}

function holds(operator: string, value: string | undefined, wanted: string): boolean {
  if (operator === "Bool") return value === wanted;
  if (operator === "BoolIfExists") return value === undefined || value === wanted;
  throw new Error(`an operator that is not known here: ${operator}`);
}

function isLike(pattern: string, text: string, context: Readonly<Record<string, string>>): boolean {
  const filled = pattern.replace(/\$\{([^}]+)\}/g, (_, key) => context[key] ?? "\0");
  const form = filled
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${form}$`, "i").test(text);
}

const list = (texts: Texts): readonly string[] => [texts].flat();

import { refusals } from "./refusal.ts";

/** What one parameter of the Query protocol must look like (STS API reference, the "Length Constraints", "Pattern" and "Valid Range" of each). */
interface Shape {
  readonly required?: boolean;
  readonly length?: readonly [least: number, most: number];
  readonly range?: readonly [least: number, most: number];
  readonly pattern?: string;
}

export type Shapes = Readonly<Record<string, Shape>>;

export const sessionTokenShapes: Shapes = {
  DurationSeconds: { range: [900, 129600] },
  SerialNumber: { length: [9, 256], pattern: "[\\w+=/:,.@-]*" },
  TokenCode: { length: [6, 6], pattern: "[\\d]*" },
};

export const assumeRoleShapes: Shapes = {
  RoleArn: { required: true, length: [20, 2048] },
  RoleSessionName: { required: true, length: [2, 64], pattern: "[\\w+=,.@-]*" },
  DurationSeconds: { range: [900, 43200] },
  ExternalId: { length: [2, 1224], pattern: "[\\w+=,.@:\\/-]*" },
  SerialNumber: { length: [9, 256], pattern: "[\\w+=/:,.@-]*" },
  TokenCode: { length: [6, 6], pattern: "[\\d]*" },
  SourceIdentity: { length: [2, 64], pattern: "[\\w+=,.@-]*" },
  Policy: { length: [1, 2048] },
};

/** Checks all parameters at once and throws STS's `ValidationError`, which lists everything that is wrong. */
export function validate(parameters: URLSearchParams, shapes: Shapes): void {
  const faults = Object.entries(shapes).flatMap(([name, shape]) => {
    const value = parameters.get(name);
    const field = name.charAt(0).toLowerCase() + name.slice(1);
    if (value === null) {
      const missing = `Value null at '${field}' failed to satisfy constraint: Member must not be null`;
      return shape.required ? [missing] : [];
    }
    return constraints(value, shape).map(
      (constraint) => `Value '${value}' at '${field}' failed to satisfy constraint: ${constraint}`,
    );
  });
  if (faults.length === 0) return;
  const count = faults.length === 1 ? "1 validation error" : `${faults.length} validation errors`;
  throw refusals.validation(`${count} detected: ${faults.join("; ")}`);
}

function constraints(value: string, { length, range, pattern }: Shape): string[] {
  const found: string[] = [];
  if (range && !/^-?\d+$/.test(value)) throw refusals.malformedInput(`Invalid integer value: ${value}`);
  if (range && Number(value) < range[0])
    found.push(`Member must have value greater than or equal to ${range[0]}`);
  if (range && Number(value) > range[1])
    found.push(`Member must have value less than or equal to ${range[1]}`);
  if (pattern && !new RegExp(`^${pattern}$`).test(value)) {
    found.push(`Member must satisfy regular expression pattern: ${pattern}`);
  }
  if (length && value.length < length[0]) {
    found.push(`Member must have length greater than or equal to ${length[0]}`);
  }
  if (length && value.length > length[1])
    found.push(`Member must have length less than or equal to ${length[1]}`);
  return found;
}

/** The items of a list parameter: `Tags.member.1.Key`, `PolicyArns.member.1.arn`, `TransitiveTagKeys.member.1` (field is then ""). */
export function members(parameters: URLSearchParams, list: string, field: string): string[] {
  const found: string[] = [];
  for (let index = 1; ; index += 1) {
    const value = parameters.get(`${list}.member.${index}${field && `.${field}`}`);
    if (value === null) return found;
    found.push(value);
  }
}

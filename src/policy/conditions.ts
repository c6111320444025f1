/**
 * What a policy asks about MFA. In a call signed with a long-term key `aws:MultiFactorAuthPresent` is absent, not false; in one signed with
 * temporary credentials it is there, and `AssumeRole`'s never have it true (IAM user guide, "AWS global condition context keys"). So:
 */

/** For what is allowed: `Bool` is no match where the key is absent; `BoolIfExists` would let every long-term key through. */
export const withMfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } } as const;

/** For what is denied: `BoolIfExists` matches where the key is absent too; `Bool` would leave every long-term key undenied. */
export const withoutMfa = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } as const;

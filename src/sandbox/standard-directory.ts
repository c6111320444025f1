import type { Directory, Role } from "./directory.ts";

/** The MFA device of the sandbox's only person. */
export const standardDevice = "arn:aws:iam::111111111111:mfa/alex";

/** Long-term keys of the sandbox: made up, worth nothing anywhere else. */
export const standardKey = {
  accessKeyId: "AKIASANDBOXALEX00001",
  secretAccessKey: "sandbox/secret+of/alex/worth/nothing/0001",
} as const;

export const standardExternalId = "sandbox-partner-7";

const user = "arn:aws:iam::111111111111:user/alex";

/** Roles as people have them: two accounts, one for a long working day, one behind another role, one of a partner. */
export const standardRoles = {
  acc1: role("arn:aws:iam::222222222222:role/developer", "AROASANDBOXACC100001", {}),
  acc2: role("arn:aws:iam::333333333333:role/developer", "AROASANDBOXACC200001", {}),
  long: role("arn:aws:iam::222222222222:role/night-shift", "AROASANDBOXLONG00001", {
    maxSessionSeconds: 43200,
  }),
  // A role session carries no MFA, so the hop behind one cannot ask for it.
  chained: role("arn:aws:iam::444444444444:role/auditor", "AROASANDBOXCHAIN0001", {
    principals: ["arn:aws:iam::222222222222:role/developer"],
    needsMfa: false,
  }),
  partner: role("arn:aws:iam::555555555555:role/partner", "AROASANDBOXPARTNER01", {
    externalId: standardExternalId,
  }),
} as const;

/** One person with a key and an MFA device, and the roles above. */
export const standardDirectory: Directory = {
  users: [
    {
      arn: user,
      id: "AIDASANDBOXALEX00001",
      keys: [standardKey],
      mfaDevices: [{ serialNumber: standardDevice, base32Secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" }],
    },
  ],
  roles: Object.values(standardRoles),
};

function role(arn: string, id: string, rest: Partial<Role>): Role {
  return { arn, id, principals: [user], needsMfa: true, maxSessionSeconds: 3600, ...rest };
}

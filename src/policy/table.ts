import { adminRequiresMfa } from "./admin-requires-mfa.ts";
import { assumeRole } from "./assume-role.ts";
import { bucketReadWrite } from "./bucket-read-write.ts";
import { denyWithoutMfa } from "./deny-without-mfa.ts";
import type { Policy } from "./policy.ts";
import { roleTrustMfa } from "./role-trust-mfa.ts";
import { roleTrustService } from "./role-trust-service.ts";
import { selfManageMfa } from "./self-manage-mfa.ts";

/** Every policy by its name. */
export const policies: ReadonlyMap<string, Policy> = new Map(
  [
    adminRequiresMfa,
    roleTrustMfa,
    assumeRole,
    selfManageMfa,
    denyWithoutMfa,
    bucketReadWrite,
    roleTrustService,
  ].map((policy) => [policy.name, policy]),
);

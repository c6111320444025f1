import type { Policy } from "./policy.ts";

export const bucketReadWrite: Policy = {
  name: "bucket-read-write",
  summary: "read, write and delete in one S3 bucket",
  place: "for a role (role-trust-mfa or role-trust-service says who may take it on), a user or a group",
  options: { bucket: "needed" },
  points: ({ partition, bucket = "" }) => [
    {
      why: "the bucket itself: what is in it, and where it is",
      statement: {
        Sid: "ListBucket",
        Effect: "Allow",
        Action: ["s3:GetBucketLocation", "s3:ListBucket"],
        Resource: `arn:${partition}:s3:::${bucket}`,
      },
    },
    {
      why: "the objects in it",
      statement: {
        Sid: "ReadAndWriteObjects",
        Effect: "Allow",
        Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        Resource: `arn:${partition}:s3:::${bucket}/*`,
      },
    },
  ],
};

/** What only the credentials file holds, as the AWS CLI writes it. */
export const credentialKeys: ReadonlySet<string> = new Set([
  "aws_access_key_id",
  "aws_secret_access_key",
  "aws_session_token",
  "aws_security_token",
]);

/** Whether the value of a key of the AWS files is a secret: never an argument, never on a screen. */
export function isSecretKey(key: string): boolean {
  return /secret|password|passphrase|(^|_)token$/i.test(key);
}

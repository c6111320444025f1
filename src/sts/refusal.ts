import { AwsmfaError, ExitCode } from "../errors.ts";
import { StsRefusal } from "./sts.ts";

/** What errors of the SDK carry. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean };
  readonly $response?: { readonly statusCode?: number };
}

/** Failures of the connection in which the request never left: even a code is still unused. */
const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html and the SDKs' list of throttling codes. */
const throttling =
  /^(Throttling|ThrottlingException|ThrottledException|RequestThrottled|TooManyRequestsException|RequestLimitExceeded|SlowDown|PriorRequestNotComplete)$/;

/**
 * Whether sending again can help. With a code in the request only where the first one cannot have used it up: a lost answer to a call
 * with a code is not asked for again, since STS would refuse the used code and hide what happened.
 */
export function isWorthAnotherTry(error: unknown, withCode: boolean): boolean {
  const { name = "", code = "", $metadata } = error as SdkError;
  const status = statusOf(error);
  if ($metadata?.clockSkewCorrected) return true;
  if (neverSent.has(code)) return code !== "ENOTFOUND";
  if (status !== undefined && (status >= 500 || status === 429 || throttling.test(name))) return true;
  return !withCode && !isTrust(code) && (status === undefined || status < 300) && name !== "EndpointError";
}

/** Any failure of a call as an `StsRefusal`, free of the given secrets. An `AwsmfaError` is passed through. */
export function toRefusal(error: unknown, host: string, secrets: readonly (string | undefined)[]): Error {
  if (error instanceof AwsmfaError || error instanceof StsRefusal) return error;
  const { name = "", message = "", code = "", $fault } = error as SdkError;
  const status = statusOf(error);
  const text = withoutSecrets(message, secrets);
  if (name === "EndpointError") return new AwsmfaError(ExitCode.config, `no STS endpoint: ${text}`);
  // The SDK calls these a timeout as well.
  if (code === "ECONNRESET" || code === "EPIPE")
    return unreachable(`${host} broke the connection off before it answered (${code})`);
  if (name === "AbortError" || name === "TimeoutError") return unreachable(`no answer from ${host} in time`);
  if (isTrust(code)) {
    return unreachable(
      `the certificate of ${host} is not trusted (${code}); set AWS_CA_BUNDLE or ca_bundle to your organisation's CA bundle`,
    );
  }
  if (status === undefined && code !== "") return unreachable(`cannot reach ${host} (${code})`);
  if (status === undefined || $fault === undefined || name === "Unknown" || name === "SyntaxError") {
    const seen = status === undefined ? "" : ` (HTTP ${status})`;
    const why = status === undefined && text ? `: ${text}` : "";
    return new StsRefusal(
      "BadAnswer",
      `${host} sent no proper STS answer${seen}${why}; a proxy in between may have changed it`,
      status,
    );
  }
  return new StsRefusal(name, withSkew(text, error), status);
}

function unreachable(message: string): StsRefusal {
  return new StsRefusal("Unreachable", message);
}

function statusOf(error: unknown): number | undefined {
  const { $metadata, $response } = error as SdkError;
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}

/** Node's codes for certificates that do not verify. */
function isTrust(code: string): boolean {
  return /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT)/.test(code);
}

/** The signature of a request from a machine with a wrong clock is refused; the SDK then corrects itself, so what remains says why. */
function withSkew(text: string, error: unknown): string {
  const isSkew = (error as SdkError).$metadata?.clockSkewCorrected === true;
  return isSkew ? `${text} (this machine's clock differs from AWS's: set it)` : text;
}

/** AWS quotes what it was sent: the code in a ValidationError, the whole request in a SignatureDoesNotMatch. */
function withoutSecrets(message: string, secrets: readonly (string | undefined)[]): string {
  const [line = ""] = message.split("\n");
  return secrets
    .filter((secret): secret is string => secret !== undefined && secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "******"), line)
    .trim();
}

import {
  AssumeRoleCommand,
  type Credentials as AwsCredentials,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import type { AssumedRole, CallerIdentity, Credentials, Env, Session, StsSettings } from "../types.ts";
import { type Connection, openConnection } from "./connection.ts";
import { askMfaDevices } from "./iam.ts";
import { isWorthAnotherTry, toRefusal } from "./refusal.ts";
import { type AssumeRoleRequest, type SessionTokenRequest, type Sts, StsRefusal } from "./sts.ts";

/** A call may take this long with all its tries: shorter than others wait for the lock that is held meanwhile (RULES 23). */
const callMilliseconds = 14_000;
const connectMilliseconds = 5_000;
const tries = 3;

/** What the SDK leaves to its own look-ups in files, environment and instance metadata: all of it is given, nothing is read (SPEC §3). */
const nothingImplicit = {
  defaultsMode: "standard",
  retryMode: "standard",
  maxAttempts: 1,
  ignoreConfiguredEndpointUrls: true,
  disableClockSkewCorrection: async () => false,
  authSchemePreference: async () => [],
  sigv4aSigningRegionSet: async () => undefined,
  userAgentAppId: async () => undefined,
} as const;

/** STS by the AWS SDK, for one step's settings. The connection is shared by all calls, whoever signs them. */
export class AwsSts implements Sts {
  private readonly connection: Promise<Connection>;
  private handler: STSClient["config"]["requestHandler"] | undefined;
  /** How far STS's clock is ahead of ours, as the SDK learned it from the last answer. */
  private clockOffset = 0;

  constructor(
    private readonly settings: StsSettings,
    private readonly env: Record<string, string | undefined>,
  ) {
    this.connection = openConnection(this.endpoint(), settings.caBundle, env as Env);
    this.connection.catch(() => {});
  }

  async getSessionToken(caller: Credentials, request: SessionTokenRequest): Promise<Session> {
    const { durationSeconds, serialNumber, tokenCode } = request;
    const command = { DurationSeconds: durationSeconds, SerialNumber: serialNumber, TokenCode: tokenCode };
    const answer = await this.call(caller, tokenCode, (client, options) =>
      client.send(new GetSessionTokenCommand(command), options),
    );
    return toSession(answer.Credentials, durationSeconds);
  }

  async assumeRole(caller: Credentials, request: AssumeRoleRequest): Promise<Session> {
    const command = toAssumeRole(request);
    const answer = await this.call(caller, request.tokenCode, (client, options) =>
      client.send(new AssumeRoleCommand(command), options),
    );
    const { Arn: arn, AssumedRoleId: id } = answer.AssumedRoleUser ?? {};
    return toSession(answer.Credentials, request.durationSeconds, arn && id ? { arn, id } : undefined);
  }

  async getCallerIdentity(caller: Credentials): Promise<CallerIdentity> {
    const answer = await this.call(caller, undefined, (client, options) =>
      client.send(new GetCallerIdentityCommand({}), options),
    );
    const { Account: account, Arn: arn, UserId: userId } = answer;
    if (account && arn && userId) return { account, arn, userId };
    throw badAnswer("an identity without account or ARN");
  }

  async listMfaDevices(caller: Credentials): Promise<readonly string[]> {
    return this.call(caller, undefined, (client, { abortSignal }) =>
      askMfaDevices(client.config, this.endpoint(), this.settings.region, abortSignal),
    );
  }

  async clockAheadSeconds(): Promise<number | undefined> {
    try {
      const url = this.endpoint();
      const { agent } = await this.connection;
      const started = Date.now();
      const theirs = Date.parse(await dateHeader(url, agent));
      // The answer was on its way for half of the time that it took; the header counts whole seconds.
      const ahead = (theirs + 500 - (started + Date.now()) / 2) / 1000;
      return Number.isNaN(ahead) ? undefined : Math.round(ahead);
    } catch {
      return undefined;
    }
  }

  warmUp(): void {
    this.connection.then(
      ({ warmUp }) => warmUp(),
      () => {},
    );
  }

  /** Sends, again where that can help and a code is not at risk. Throws `StsRefusal`. */
  private async call<T>(
    caller: Credentials,
    code: string | undefined,
    send: (client: STSClient, options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const client = await this.client(caller);
    const abortSignal = AbortSignal.timeout(callMilliseconds);
    for (let attempt = 1; ; attempt++) {
      try {
        return await send(client, { abortSignal });
      } catch (error) {
        const again = attempt < tries && !abortSignal.aborted && isWorthAnotherTry(error, code !== undefined);
        if (!again)
          throw toRefusal(error, this.endpoint().host, [caller.secretAccessKey, caller.sessionToken, code]);
        await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt * (0.5 + Math.random() / 2)));
      } finally {
        this.clockOffset = client.config.systemClockOffset;
      }
    }
  }

  private async client(caller: Credentials): Promise<STSClient> {
    const { agent } = await this.connection;
    const { accessKeyId, secretAccessKey, sessionToken } = caller;
    const client = this.makeClient({
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
      systemClockOffset: this.clockOffset,
      requestHandler: this.handler ?? {
        connectionTimeout: connectMilliseconds,
        requestTimeout: callMilliseconds,
        throwOnRequestTimeout: true,
        httpAgent: agent,
        httpsAgent: agent,
      },
    });
    this.handler = client.config.requestHandler;
    return client;
  }

  private makeClient(more: ConstructorParameters<typeof STSClient>[0]): STSClient {
    const { region, endpointUrl, useFips, useDualstack, regionalEndpoints } = this.settings;
    return this.quietly(
      () =>
        new STSClient({
          ...nothingImplicit,
          region,
          ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
          useFipsEndpoint: useFips,
          useDualstackEndpoint: useDualstack,
          useGlobalEndpoint: regionalEndpoints === "legacy",
          ...more,
        }),
    );
  }

  /** On Node 20 the SDK prints a warning about its future at each start; the variable against it must not reach our children. */
  private quietly<T>(work: () => T): T {
    const name = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";
    const before = this.env[name];
    this.env[name] = "true";
    try {
      return work();
    } finally {
      if (before === undefined) delete this.env[name];
      else this.env[name] = before;
    }
  }

  /** Where calls go, by the SDK's own rules. */
  private endpoint(): URL {
    const { region, endpointUrl, useFips, useDualstack, regionalEndpoints } = this.settings;
    const { config } = this.makeClient({});
    const parameters = {
      Region: region,
      UseFIPS: useFips,
      UseDualStack: useDualstack,
      UseGlobalEndpoint: regionalEndpoints === "legacy",
      ...(endpointUrl === undefined ? {} : { Endpoint: endpointUrl }),
    };
    return config.endpointProvider(parameters).url;
  }
}

/** What time a server says it is. Rejects where it does not answer within five seconds. */
async function dateHeader(url: URL, agent: Connection["agent"]): Promise<string> {
  const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  return new Promise((resolve, reject) => {
    request(url, { method: "GET", agent, timeout: connectMilliseconds, headers: { connection: "close" } })
      .on("response", (answer) => {
        answer.resume();
        resolve(answer.headers.date ?? "");
      })
      .on("timeout", function (this: { destroy: (error: Error) => void }) {
        this.destroy(new Error("no answer in time"));
      })
      .on("error", reject)
      .end();
  });
}

function toAssumeRole(request: AssumeRoleRequest) {
  return {
    RoleArn: request.roleArn,
    RoleSessionName: request.roleSessionName,
    DurationSeconds: request.durationSeconds,
    ExternalId: request.externalId,
    SerialNumber: request.serialNumber,
    TokenCode: request.tokenCode,
    SourceIdentity: request.sourceIdentity,
    Policy: request.policy,
    PolicyArns: request.policyArns?.map((arn) => ({ arn })),
    Tags: request.tags?.map(({ key, value }) => ({ Key: key, Value: value })),
    TransitiveTagKeys: request.transitiveTagKeys && [...request.transitiveTagKeys],
  };
}

/** `expiration` is the earlier of STS's word and local receipt + duration: either clock may be wrong (RULES 7). */
function toSession(
  answer: AwsCredentials | undefined,
  durationSeconds: number,
  assumedRole?: AssumedRole,
): Session {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer ?? {};
  if (
    !AccessKeyId ||
    !SecretAccessKey ||
    !SessionToken ||
    !Expiration ||
    Number.isNaN(Expiration.getTime())
  ) {
    throw badAnswer("an answer without credentials");
  }
  const receivedAt = new Date();
  const expiration = new Date(Math.min(Expiration.getTime(), receivedAt.getTime() + durationSeconds * 1000));
  return {
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration,
    },
    receivedAt,
    assumedRole,
  };
}

function badAnswer(what: string): StsRefusal {
  return new StsRefusal("BadAnswer", `STS sent ${what}; a proxy in between may have changed it`);
}

import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type STSClientConfig,
} from "@aws-sdk/client-sts";
import type { CallerIdentity, Credentials, Env, Session, StsSettings } from "../types.ts";
import { collect } from "./collect.ts";
import { type Connection, openConnection } from "./connection.ts";
import { askMfaDevices } from "./iam.ts";
import { badAnswer, toAssumeRole, toSession } from "./messages.ts";
import { isWorthAnotherTry, toRefusal } from "./refusal.ts";
import { secondsAhead } from "./server-clock.ts";
import type { AssumeRoleRequest, SessionTokenRequest, Sts } from "./sts.ts";

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

/** What the SDK would do at greater length: `call` decides what is tried again, and an answer is one small text. */
const inShort: Pick<STSClientConfig, "retryStrategy" | "streamCollector"> = {
  retryStrategy: { mode: "standard", retry: (next, args) => next(args) },
  streamCollector: collect,
};

/** An answer that stalls half-way is broken off by us, which its stream calls a reset. */
const cutShort = (error: unknown, { aborted, reason }: AbortSignal): unknown =>
  aborted && (error as NodeJS.ErrnoException).code === "ECONNRESET" ? reason : error;

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
    const asked = this.connection.then(({ agent }) => secondsAhead(this.endpoint(), agent));
    return asked.catch(() => undefined);
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
        if (!again) {
          const secrets = [caller.secretAccessKey, caller.sessionToken, code];
          throw toRefusal(cutShort(error, abortSignal), this.endpoint().host, secrets);
        }
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
          ...inShort,
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

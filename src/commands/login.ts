import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { timeLeft } from "../output/time-left.ts";
import { matchesGlob } from "../profiles/glob.ts";
import { readProfiles } from "../profiles/read.ts";
import { baseKey } from "../session/base-plan.ts";
import { cliCacheMarginSeconds } from "../session/cli-cache.ts";
import { cliSession, keepForCli } from "../session/cli-cached.ts";
import { fewAtATime } from "../session/few-at-a-time.ts";
import { type LoginRoles, loginPlan, loginRoles } from "../session/login-plan.ts";
import { resolveSession } from "../session/resolve.ts";
import type { SessionPlan } from "../session/step.ts";
import { storedPart } from "../session/stored-part.ts";
import { type SessionWorld, sessionWorld } from "../session/world.ts";
import type { Profiles } from "../types.ts";
import { AwsmfaCommand } from "./command.ts";
import { profileAndCode } from "./profile-and-code.ts";
import { wantsCliCache } from "./session-of.ts";

/** STS throttles an account that asks for dozens of roles at the same moment. */
const atATime = 4;

/** Everything that one login works with. */
interface Login {
  readonly profiles: Profiles;
  readonly world: SessionWorld;
  readonly base: SessionPlan;
  readonly roles: LoginRoles;
  readonly code: string | undefined;
  readonly cliCache: boolean;
}

interface Failure {
  readonly profile: string | undefined;
  readonly message: string;
  readonly exitCode: ExitCode;
}

export class LoginCommand extends AwsmfaCommand {
  static override paths = [["login"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "one code in the morning: open the base session, and the roles over it if you like",
    details: `
      Opens the base session of a profile; every account over the same key and device is then switched to without a code. With no profile it is
      the usual one's, or the only one there is. --all and --only open the roles too, a few at a time; what fails is listed at the end, and the
      rest is done. Roles that are to last longer than an hour need a code of their own: they are listed, not opened.

      --cli-cache (or AWSMFA_CLI_CACHE=1) fills the AWS CLI's own cache, ~/.aws/cli/cache, with the roles opened (without --all and --only: with
      the profile's own), so that plain \`aws --profile acc1\` asks nothing; what lives there already is used instead of asking.
    `,
    examples: [
      ["In the morning", "$0 login 123456"],
      ["Every role at once", "$0 login 123456 --all"],
      ["Some of them, for the AWS CLI, too", "$0 login --only 'prod-*' --cli-cache"],
    ],
  });

  first = Option.String({ required: false, name: "profile" });
  second = Option.String({ required: false, name: "code" });
  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });
  all = Option.Boolean("--all", false, { description: "open every role over the base session" });
  only = Option.Array("--only", { description: "open the roles whose profiles match: prod-*" });
  cliCache = Option.Boolean("--cli-cache", false, {
    description: "share role sessions with the AWS CLI's own cache",
  });

  async execute(): Promise<number> {
    const login = this.plan();
    if (this.isAllInCliCache(login)) {
      this.say("the AWS CLI's cache holds all of it, so no code was asked for");
      return ExitCode.done;
    }
    await this.openBase(login);
    const failures = await this.openRoles(login);
    this.tellRest(login, failures);
    return failures[0]?.exitCode ?? ExitCode.done;
  }

  private plan(): Login {
    const { env, home } = this.context;
    if (this.all && this.only) throw new AwsmfaError(ExitCode.usage, "--all and --only exclude each other");
    const profiles = readProfiles(env, home);
    const { profile, code } = profileAndCode([this.first, this.second], this.profile, profiles, env);
    delete env.AWSMFA_CODE;
    const base = loginPlan(profiles, profile, { env, home });
    const cliCache = this.cliCache || wantsCliCache(env);
    const own = cliCache && base.profile !== undefined ? [base.profile] : [];
    const wanted =
      this.all || this.only ? [...profiles.profiles.keys()].filter((name) => this.isWanted(name)) : own;
    const world = sessionWorld({ ...this.context, notice: (notice) => this.sayNotices([notice]) });
    return {
      profiles,
      world,
      base,
      roles: loginRoles(profiles, wanted, base, { env, home }),
      code,
      cliCache,
    };
  }

  private isWanted(name: string): boolean {
    return this.all || this.only!.some((glob) => matchesGlob(name, glob));
  }

  private isInCliCache({ profiles, world, cliCache }: Login, plan: SessionPlan): boolean {
    return cliCache && cliSession({ plan, profiles, home: this.context.home }, world.now()) !== undefined;
  }

  private isAllInCliCache(login: Login): boolean {
    const { roles, code, world, base } = login;
    if (code !== undefined || storedPart(base.steps, world)) return false;
    return roles.over.length > 0 && roles.over.every((plan) => this.isInCliCache(login, plan));
  }

  /** Throws where it cannot be opened, or not kept: every role would ask for a code again. */
  private async openBase({ profiles, world, base, code }: Login): Promise<void> {
    this.sayNotices(base.notices);
    const { expiration } = await resolveSession(base, profiles, world, { code });
    const step = base.steps.at(-1)!;
    const device = "serialNumber" in step ? step.serialNumber : "";
    if (!world.store.get(baseKey(base)!))
      throw new AwsmfaError(
        ExitCode.write,
        `the session of ${device} could not be kept, so nothing was opened over it`,
      );
    this.say(`the session of ${device} is open for ${timeLeft(expiration!, world.now())}`);
  }

  private async openRoles(login: Login): Promise<readonly Failure[]> {
    const { over, broken } = login.roles;
    const failures: Failure[] = broken.map((one) => ({ ...one, exitCode: ExitCode.config }));
    let done = 0;
    await fewAtATime(over, atATime, async (plan) => {
      const outcome = await this.openRole(login, plan).catch((error) => toFailure(plan, error));
      if (typeof outcome !== "string") failures.push(outcome);
      const what = typeof outcome === "string" ? outcome : "failed";
      this.say(`${++done} of ${over.length}: ${plan.profile}: ${what}`);
    });
    return failures;
  }

  /** No question is asked here: the base session is open, and twenty prompts at once would help nobody. */
  private async openRole({ profiles, world, cliCache }: Login, plan: SessionPlan): Promise<string> {
    const { AWS_MFA_TOKEN, ...env } = world.env;
    const quiet: SessionWorld = { ...world, env, terminal: () => "none" };
    const options = cliCache ? { minTtlSeconds: cliCacheMarginSeconds } : {};
    const resolved = await resolveSession({ ...plan, mfaProcess: undefined }, profiles, quiet, options);
    if (cliCache) keepForCli({ plan, profiles, home: this.context.home }, resolved, world.now());
    return `open for ${timeLeft(resolved.expiration!, world.now())}`;
  }

  private tellRest(login: Login, failures: readonly Failure[]): void {
    const { over, ownCode, elsewhere } = login.roles;
    for (const { profile, message } of failures) this.say(`not opened: ${profile}: ${message}`);
    for (const plan of ownCode) {
      if (storedPart(plan.steps, login.world)?.at === plan.steps.length - 1)
        this.say(`${plan.profile} is open`);
      else if (this.isInCliCache(login, plan)) this.say(`${plan.profile} is open in the AWS CLI's cache`);
      else
        this.say(
          `not opened: ${plan.profile} needs a code of its own, since it is to last longer than an hour: awsmfa use ${plan.profile}`,
        );
    }
    for (const { profile, holder } of elsewhere)
      this.say(`not opened: ${profile} is over another login: awsmfa login --profile ${holder}`);
    if ((this.all || this.only) && over.length + ownCode.length + elsewhere.length + failures.length === 0)
      this.say("no role is over this session");
  }
}

function toFailure({ profile }: SessionPlan, error: unknown): Failure {
  if (!(error instanceof AwsmfaError)) throw error;
  return { profile, message: error.message, exitCode: error.exitCode };
}

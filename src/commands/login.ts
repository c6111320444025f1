import { Command, Option } from "clipanion";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { timeLeft } from "../output/time-left.ts";
import { matchesGlob } from "../profiles/glob.ts";
import { readProfiles } from "../profiles/read.ts";
import { baseKey } from "../session/base-plan.ts";
import { loginPlan, loginRoles } from "../session/login-plan.ts";
import { resolveSession } from "../session/resolve.ts";
import { sessionWorld } from "../session/world.ts";
import { AwsmfaCommand } from "./command.ts";
import { isAllInCliCache, type Login, openRoles, tellRest } from "./login-roles.ts";
import { profileAndCode } from "./profile-and-code.ts";
import { wantsCliCache } from "./session-of.ts";

export class LoginCommand extends AwsmfaCommand {
  static override paths = [["login"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "one code in the morning: open the base session, and the roles over it if you like",
    details: `
      Opens the base session of a profile; every account over the same key and device is then switched to without a code. With no profile it is
      the usual one's, or the only one there is. --all and --only open the roles too, a few at a time; what fails is listed at the end, and the
      rest is done. Roles that are to last longer than an hour need a code of their own: they are listed, not opened.

      \`--cli-cache\` (or AWSMFA_CLI_CACHE=1) fills the AWS CLI's own cache, ~/.aws/cli/cache, with the roles opened (without --all and --only: with
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
    if (isAllInCliCache(login)) {
      this.say("the AWS CLI's cache holds all of it, so no code was asked for");
      return ExitCode.done;
    }
    await this.openBase(login);
    const failures = await openRoles(login, (line) => this.say(line));
    for (const line of tellRest(login, failures)) this.say(line);
    const { over, ownCode, elsewhere, broken } = login.roles;
    const found = over.length + ownCode.length + elsewhere.length + broken.length;
    if ((this.all || this.only) && found === 0) this.say("no role is over this session");
    return failures[0]?.exitCode ?? ExitCode.done;
  }

  private plan(): Login {
    const { env, home } = this.context;
    if (this.all && this.only) throw new AwsmfaError(ExitCode.usage, "--all and --only exclude each other");
    const profiles = readProfiles(env, home);
    const { profile, code } = profileAndCode([this.first, this.second], this.profile, profiles, env);
    const base = loginPlan(profiles, profile, { env, home });
    const cliCache = this.cliCache || wantsCliCache(env);
    const own = cliCache && base.profile !== undefined ? [base.profile] : [];
    const idle = this.only?.find(
      (glob) => ![...profiles.profiles.keys()].some((name) => matchesGlob(name, glob)),
    );
    if (idle !== undefined)
      throw new AwsmfaError(ExitCode.config, `--only ${idle}: no profile has such a name; see awsmfa list`);
    const wanted =
      this.all || this.only ? [...profiles.profiles.keys()].filter((name) => this.isWanted(name)) : own;
    const roles = loginRoles(profiles, wanted, base, { env, home });
    const world = sessionWorld({ ...this.context, notice: (notice) => this.sayNotices([notice]) });
    return { profiles, home, world, base, roles, code, cliCache };
  }

  private isWanted(name: string): boolean {
    return this.all || this.only!.some((glob) => matchesGlob(name, glob));
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
}

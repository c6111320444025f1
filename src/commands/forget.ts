import { Command, Option } from "clipanion";
import { locateCache } from "../cache-folder.ts";
import { AwsmfaError, ExitCode } from "../errors.ts";
import { toIsoSeconds } from "../iso-seconds.ts";
import { forgetPrepared } from "../output/prepared.ts";
import { readProfiles } from "../profiles/read.ts";
import { planSession } from "../session/plan/plan.ts";
import { usualProfile } from "../session/plan/usual-profile.ts";
import { forgetCopies } from "../session/store/cli-cache.ts";
import { forgetAll, forgetName, forgetPlan } from "../session/store/forget.ts";
import { fileStore, type SessionStore, type StoredSession } from "../session/store/store.ts";
import type { Profiles } from "../types.ts";
import { AwsmfaCommand } from "./command.ts";
import { oneProfile } from "./profile-and-code.ts";

export class ForgetCommand extends AwsmfaCommand {
  static override paths = [["forget"], ["logout"], ["clean"]];
  static override usage = Command.Usage({
    category: "Every day",
    description: "delete stored sessions, so that the next switch asks for a code",
    details:
      "What a shell already holds stays there: `awsmfa unsets` clears that. STS offers no way to end a session early.",
    examples: [
      ["Forget what opens acc1, its base session included", "$0 forget acc1"],
      ["Forget everything", "$0 forget --all"],
    ],
  });

  name = Option.String({ required: false, name: "profile" });
  profile = Option.String("--profile,-p", { description: "the profile, named as an option" });
  all = Option.Boolean("--all", false, { description: "every stored session" });
  json = Option.Boolean("--json", false, { description: "an array of what was deleted" });

  async execute(): Promise<number> {
    const { env, home, stdout } = this.context;
    const store = fileStore(locateCache(env, home));
    const named = oneProfile(this.name, this.profile);
    if (this.all && named !== undefined)
      throw new AwsmfaError(ExitCode.usage, `--all forgets more than ${named}; leave one of them out`);
    const deleted = this.all ? forgetAll(store) : this.forgetOne(store, readProfiles(env, home), named);
    forgetPrepared({ env, home });
    this.forgetCopies(deleted);
    if (this.json) stdout.write(`${JSON.stringify(deleted.map(toJson), null, 2)}\n`);
    else
      this.say(
        deleted.length === 0
          ? "nothing was stored"
          : `${deleted.length} ${deleted.length === 1 ? "session" : "sessions"} forgotten`,
      );
    return ExitCode.done;
  }

  private forgetCopies(deleted: readonly StoredSession[]): void {
    try {
      forgetCopies(this.context.home, deleted);
    } catch (error) {
      this.say(`the AWS CLI's cache may still hold some: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** A profile that the files no longer have, or that makes no plan any more, may still have sessions. */
  private forgetOne(store: SessionStore, profiles: Profiles, named?: string): readonly StoredSession[] {
    const { env, home } = this.context;
    const name = named ?? usualProfile(profiles, env).profile;
    try {
      return forgetPlan(store, planSession(profiles, { profile: name, env, home }));
    } catch (error) {
      const deleted = name === undefined || !(error instanceof AwsmfaError) ? [] : forgetName(store, name);
      if (deleted.length === 0) throw error;
      return deleted;
    }
  }
}

function toJson({ profile, kind, roleArn, serialNumber, session }: StoredSession) {
  const expiration = toIsoSeconds(session.credentials.expiration);
  return {
    profile: profile ?? null,
    kind,
    roleArn: roleArn ?? null,
    mfaSerial: serialNumber ?? null,
    expiration,
  };
}

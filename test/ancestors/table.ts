/**
 * What the tools before this one document as their use, line by line, and the same thing here. The README shows it (`markdown.ts`), and
 * `ancestors.test.ts` runs every line of ours in every shell against the embedded STS: `123456` is replaced by a code that works.
 */

/** Account and role names are those of the embedded STS. */
const device = "arn:aws:iam::111111111111:mfa/alex";
const acc1 = "arn:aws:iam::222222222222:role/developer";
const isAcc1 = /222222222222:assumed-role\/developer\//;
const isAcc2 = /333333333333:assumed-role\/developer\//;
const isUser = /111111111111:user\/alex/;

const keys =
  "aws_access_key_id = AKIASANDBOXALEX00001\naws_secret_access_key = sandbox/secret+of/alex/worth/nothing/0001\n";
const typedKeys = "AKIASANDBOXALEX00001\nsandbox/secret+of/alex/worth/nothing/0001\n";
const role = (name: string, account: string) =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::${account}:role/developer\nsource_profile = bastion\nmfa_serial = ${device}\nregion = eu-west-1\n`;
const whoami = "awsmfa whoami";
const identity = "aws sts get-caller-identity";

export interface Row {
  /** As its documentation has it, with the accounts of the embedded STS. */
  readonly theirs: string;
  /** The same thing here: a line that means the same in every shell. */
  readonly ours: string;
  /** What is different, in a few words. */
  readonly note?: string;
  /** Lines before ours, in the same shell. */
  readonly given?: readonly string[];
  /** A line after ours; what both print must match `shows`. */
  readonly after?: string;
  readonly shows?: RegExp;
  /** What ours reads from stdin. */
  readonly input?: string;
  /** Shells that have no such syntax, and what a person types there. */
  readonly instead?: Readonly<Record<string, string>>;
  /** With other stored sessions than the rows before: a code works once, and these lines need one each. */
  readonly isElsewhere?: boolean;
  /** What of the AWS files it must leave. */
  readonly writes?: { readonly file: string; readonly text: RegExp };
}

export interface Ancestor {
  readonly title: string;
  /** Where its documentation is. */
  readonly source: string;
  /** Files of the home it starts from. */
  readonly files: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

const aws = (path: string) => `.aws/${path}`;

export const ancestors: readonly Ancestor[] = [
  {
    title: "A sourced script: mfacli.sh",
    source: "https://github.com/widdix/aws-mfacli",
    files: {},
    rows: [
      {
        theirs: `ACCOUNT_ID="111111111111"; USERNAME="alex"; ACCESS_KEY_ID="…"; SECRET_ACCESS_KEY="…"`,
        ours: `awsmfa add bastion --mfa-serial ${device}`,
        note: "asks for the keys; `--mfa-serial auto` finds the device",
        input: typedKeys,
        after: "awsmfa explain bastion",
        shows: /GetSessionToken/,
      },
      {
        theirs: `DEFAULT_REGION="eu-west-1"`,
        ours: "awsmfa set bastion region=eu-west-1",
        note: "or each profile its own",
        writes: { file: aws("config"), text: /\[profile bastion\]\nmfa_serial = .*\nregion = eu-west-1\n/ },
      },
      {
        theirs: "function aws_acc1() { . ~/.aws/mfacli.sh $1 222222222222 developer; }",
        ours: "awsmfa add acc1 --account 222222222222 --role developer --source bastion",
        writes: {
          file: aws("config"),
          text: /\[profile acc1\]\nrole_arn = arn:aws:iam::222222222222:role\/developer\n/,
        },
      },
      {
        theirs: "function aws_acc2() { . ~/.aws/mfacli.sh $1 333333333333 developer; }",
        ours: "awsmfa add acc2 --account 333333333333 --role developer --source bastion",
        writes: { file: aws("config"), text: /\[profile acc2\]/ },
      },
      { theirs: "aws_acc1 <TOKEN>", ours: "aws_acc1 123456", after: whoami, shows: isAcc1 },
      {
        theirs: "aws_acc2 <TOKEN>",
        ours: "aws_acc2",
        note: "no second code, in this shell or any other",
        after: whoami,
        shows: isAcc2,
      },
    ],
  },
  {
    title: "All of that at once, from the files it left",
    source: "https://github.com/widdix/aws-mfacli",
    files: {
      ".bash_profile": "function aws_acc1() { . ~/.aws/mfacli.sh $1 222222222222 developer; }\n",
      [aws("mfacli.sh")]: [
        "#!/bin/bash -e",
        'DEFAULT_REGION="eu-west-1"',
        'ACCOUNT_ID="111111111111"',
        'USERNAME="alex"',
        'ACCESS_KEY_ID="AKIASANDBOXALEX00001"',
        'SECRET_ACCESS_KEY="sandbox/secret+of/alex/worth/nothing/0001"',
        "export AWS_DEFAULT_REGION=$DEFAULT_REGION",
        "export AWS_ACCESS_KEY_ID=$ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$SECRET_ACCESS_KEY",
        'CRED=$(aws sts get-session-token --serial-number "arn:aws:iam::$ACCOUNT_ID:mfa/$USERNAME" --token-code $1 --output text)',
        'CRED=$(aws sts assume-role --role-arn "arn:aws:iam::$2:role/$3" --role-session-name mfacli --output text)',
        "",
      ].join("\n"),
    },
    rows: [
      {
        theirs: "~/.bash_profile with its functions, ~/.aws/mfacli.sh with its constants",
        ours: "awsmfa migrate --yes",
        note: "without `--yes` it asks; `--dry-run` shows",
        writes: {
          file: aws("config"),
          text: /\[profile acc1\]\nrole_arn = .*\nsource_profile = alex\nregion = eu-west-1\n/,
        },
      },
      { theirs: "aws_acc1 <TOKEN>", ours: "aws_acc1 123456", after: whoami, shows: isAcc1 },
    ],
  },
  {
    title: "The AWS CLI's --profile, with mfa_serial and source_profile",
    source: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html",
    files: {
      [aws("credentials")]: `[bastion]\n${keys}`,
      [aws("config")]:
        `[profile bastion]\nregion = eu-central-1\n${role("acc1", "222222222222")}${role("acc2", "333333333333")}`,
    },
    rows: [
      {
        theirs: "[profile acc1] with role_arn, source_profile and mfa_serial",
        ours: "awsmfa list",
        note: "the same files, as they are",
        shows: /acc1 .*222222222222/,
      },
      {
        theirs: "aws sts get-caller-identity --profile acc1",
        ours: `aws_acc1 123456 && ${identity}`,
        note: "for this shell and every program in it",
        shows: isAcc1,
      },
      {
        theirs: "aws sts get-caller-identity --profile acc2",
        ours: `aws_acc2 && ${identity}`,
        note: "there: another code for each role; here: none",
        shows: isAcc2,
      },
      {
        theirs: "aws sts get-caller-identity --profile acc1",
        ours: `awsmfa session sts get-caller-identity --profile acc1`,
        note: 'for one command; with `alias aws="awsmfa session"` it is the very same line',
        shows: isAcc1,
      },
      {
        theirs: "aws sts get-caller-identity --profile acc1",
        ours: `awsmfa login --all --cli-cache && ${identity} --profile acc1`,
        note: "the AWS CLI itself, its cache filled for every role by one code",
        shows: isAcc1,
      },
      {
        theirs: "AWS_PROFILE=acc1 terraform plan",
        ours: `awsmfa exec acc1 -- ${identity}`,
        note: "any program; terraform itself cannot ask for a code",
        shows: isAcc1,
      },
    ],
  },
  {
    title: "aws sts assume-role by hand, pasted into the credentials file",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-cli.html",
    files: {
      [aws("credentials")]: `# mine\n[bastion]\n${keys}`,
      [aws("config")]: `[profile bastion]\nregion = eu-central-1\nmfa_serial = ${device}\n`,
    },
    rows: [
      {
        theirs: `aws sts assume-role --role-arn ${acc1} --role-session-name alex --serial-number ${device} --token-code 123456 --profile bastion`,
        ours: `awsmfa exports bastion 123456 --role-arn ${acc1} --format json`,
        note: "the same JSON",
        shows: /"SessionToken"[\s\S]*"AssumedRoleUser"[\s\S]*222222222222:assumed-role\/developer\//,
      },
      {
        theirs: "export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… AWS_SESSION_TOKEN=…",
        ours: `eval "$(awsmfa exports bastion --role-arn ${acc1})"`,
        after: whoami,
        shows: isAcc1,
      },
      {
        theirs: "the role's ARN, typed again every hour",
        ours: `awsmfa add acc1 --role-arn ${acc1} --source bastion`,
        note: "once",
        writes: { file: aws("config"), text: /\[profile acc1\]/ },
      },
      {
        theirs: "vi ~/.aws/credentials: three values into [temp]",
        ours: "awsmfa write --profile acc1 --to temp",
        note: "every other byte stays; no code while a session lives",
        writes: {
          file: aws("credentials"),
          text: /^# mine\n\[bastion\][\s\S]*\[temp\]\naws_access_key_id = ASIA/,
        },
      },
      {
        theirs: "aws sts get-caller-identity --profile temp",
        ours: `${identity} --profile temp`,
        note: "the same",
        shows: isAcc1,
      },
      {
        theirs: "vi ~/.aws/credentials: the three values out again",
        ours: "awsmfa write --clear --to temp",
        writes: { file: aws("credentials"), text: /^# mine\n\[bastion\]\n[^[]*$/ },
      },
      {
        theirs: "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN",
        ours: "awsmfa unsets",
        given: ["aws_acc1"],
        after: 'echo "key $AWS_ACCESS_KEY_ID."',
        shows: /key \./,
      },
    ],
  },
  {
    title: "An alias with a cache of sessions: aws-mfa-secure",
    source: "https://github.com/boltops-tools/aws-mfa-secure",
    files: {
      [aws("credentials")]: `[mfa]\n${keys}mfa_serial = ${device}\n`,
      [aws("config")]: "[profile mfa]\nregion = eu-west-1\n",
    },
    rows: [
      {
        theirs: "~/.aws/credentials: mfa_serial beside the keys of [mfa]",
        ours: "awsmfa explain mfa",
        note: "the same lines",
        shows: /GetSessionToken/,
      },
      {
        theirs: 'alias aws="aws-mfa-secure session"',
        ours: 'alias aws="awsmfa session"',
        given: ["export AWS_PROFILE=mfa", "export AWS_MFA_TOKEN=123456"],
        after: identity,
        shows: isUser,
      },
      {
        theirs: "AWS_MFA_TOKEN=123456 aws-mfa-secure session sts get-caller-identity",
        ours: "AWS_MFA_TOKEN=123456 awsmfa session sts get-caller-identity",
        given: ["export AWS_PROFILE=mfa"],
        shows: isUser,
      },
      {
        theirs: "aws-mfa-secure session sts get-caller-identity",
        ours: "awsmfa session sts get-caller-identity",
        note: "from every terminal, until the session ends",
        given: ["export AWS_PROFILE=mfa"],
        shows: isUser,
      },
      {
        theirs: "aws-mfa-secure exports",
        ours: "awsmfa exports",
        given: ["export AWS_PROFILE=mfa"],
        shows: /AWS_SESSION_TOKEN/,
      },
      {
        theirs: "eval `aws-mfa-secure exports`",
        ours: "eval `awsmfa exports`",
        instead: { fish: "awsmfa exports | source" },
        given: ["export AWS_PROFILE=mfa"],
        after: whoami,
        shows: isUser,
      },
      {
        theirs: "eval `aws-mfa-secure unsets`",
        ours: "awsmfa unsets",
        note: "brings `AWS_PROFILE` back, too; with eval as well",
        given: ["export AWS_PROFILE=mfa", "awsmfa use"],
        after: 'echo "profile $AWS_PROFILE key $AWS_ACCESS_KEY_ID."',
        shows: /profile mfa key \./,
      },
      {
        theirs: `AWS_MFA_TTL=3600 AWS_MFA_SERIAL=${device} AWS_MFA_TOKEN=123456 aws s3 ls`,
        ours: `AWS_MFA_TTL=3600 AWS_MFA_SERIAL=${device} AWS_MFA_TOKEN=123456 awsmfa session sts get-caller-identity`,
        note: "the same variables",
        isElsewhere: true,
        given: ["export AWS_PROFILE=mfa"],
        shows: isUser,
      },
      {
        theirs: "aws-mfa-secure clean",
        ours: "awsmfa clean --all",
        after: "awsmfa session sts get-caller-identity",
        shows: /AWS_MFA_TOKEN/,
        given: ["export AWS_PROFILE=mfa"],
      },
      {
        theirs: "eval $(aws-mfa-secure completion_script)",
        ours: "awsmfa completion bash",
        note: "comes with `awsmfa init`",
        shows: /completion/,
      },
    ],
  },
  {
    title: "A tool that rewrites [default]: aws-mfa",
    source: "https://github.com/win-t/aws-mfa",
    files: {
      [aws("credentials")]: `# mine\n[default]\n${keys}`,
      [aws("config")]: "[default]\nregion = eu-west-1\n",
    },
    rows: [
      {
        theirs: "vi ~/.aws/credentials: mfa_serial, and a copy of [default] as [aws-mfa]",
        ours: `awsmfa set default mfa_serial=${device} && awsmfa write 123456 --keep-as aws-mfa`,
        note: "long-term keys are never lost",
        writes: {
          file: aws("credentials"),
          text: /^# mine\n\[default\]\naws_access_key_id = ASIA[\s\S]*\[aws-mfa\]\naws_access_key_id = AKIA/,
        },
      },
      {
        theirs: "aws-mfa 123456",
        ours: "awsmfa write 123456",
        note: "comments, order and everything else stay as they are",
        writes: { file: aws("credentials"), text: /^# mine\n\[default\]\naws_access_key_id = ASIA/ },
      },
      {
        theirs: "aws-mfa 123456 --mfaprofile aws-mfa",
        ours: "awsmfa write 123456 --profile aws-mfa",
        writes: { file: aws("credentials"), text: /\naws_credential_expiration = / },
      },
      { theirs: "aws sts get-caller-identity", ours: identity, note: "the same", shows: isUser },
      {
        theirs: "aws-mfa 123456, again each time the session has ended",
        ours: "awsmfa set aws-mfa --credential-process --as daily",
        note: "once: with `AWS_PROFILE=daily` every program renews by itself",
        after: `${identity} --profile daily`,
        shows: isUser,
      },
    ],
  },
  {
    title: "The other aws-mfa, with [x-long-term]",
    source: "https://github.com/broamski/aws-mfa",
    files: {
      [aws("credentials")]: `[dev-long-term]\n${keys}aws_mfa_device = ${device}\nassume_role = ${acc1}\n`,
      [aws("config")]: "[profile dev]\nregion = eu-west-1\n",
    },
    rows: [
      {
        theirs: "[dev-long-term] with aws_mfa_device and assume_role",
        ours: "awsmfa migrate --yes",
        writes: {
          file: aws("config"),
          text: /\[profile dev\]\nregion = eu-west-1\nrole_arn = .*\nsource_profile = dev-long-term\n/,
        },
      },
      {
        theirs: "aws-mfa --profile dev --token 123456",
        ours: "aws_dev 123456",
        after: whoami,
        shows: isAcc1,
      },
      {
        theirs: `aws-mfa --profile dev --assume-role ${acc1} --short-term-suffix temp --token 123456`,
        ours: "awsmfa write --profile dev --to dev-temp",
        writes: { file: aws("credentials"), text: /\[dev-temp\]\naws_access_key_id = ASIA/ },
      },
      {
        theirs: "aws-mfa --duration 1800 --token 123456",
        ours: "AWS_MFA_TTL=1800 awsmfa use dev-long-term 123456",
        note: "`--duration 30m` too",
        isElsewhere: true,
        after: identity,
        shows: isUser,
      },
    ],
  },
];

#!/bin/sh
# The main job, step by step, in a real shell: `try.sh <shell> <its load line>`. Runs inside the sandbox (install.sh --try).
# What is written into $HOME/steps is understood by every shell that has a folder under shell/.
set -eu
shell=$1 load=$2
steps=$HOME/steps check=$HOME/check

# What the shell hands to its children is what counts, so a child looks.
cat >"$check" <<'END'
case $1 in
  loaded) echo "  ok: each profile is a function now" ;;
  holds)
    test "${AWSMFA_PROFILE-}" = "$2" && test -n "${AWS_ACCESS_KEY_ID-}" && test -n "${AWS_SESSION_TOKEN-}" || exit 1
    echo "  ok: this shell holds $2, region $AWS_REGION, until $AWS_CREDENTIAL_EXPIRATION"
    ;;
  says)
    said=$(cat)
    printf '%s\n' "$said" | sed 's/^/  /'
    case $said in *"$2"*) echo "  ok: AWS says account $2" ;; *) exit 1 ;; esac
    ;;
  gone)
    left=$(env | sed -n 's/^\(AWS[A-Z_]*\)=.*/\1/p')
    test -z "$left" || { echo "  left behind: $left"; exit 1; }
    echo "  ok: nothing of AWS is left in this shell"
    ;;
esac
END

# step <command line> <check and its words> [pipe]
step() {
  shown=$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")
  printf "printf '%%s\\\\n' '' '\$ %s'\n" "$shown"
  if test "${3-}" = pipe; then
    printf '%s | sh "%s" %s || exit 1\n' "$1" "$check" "$2"
  else
    printf '%s || exit 1\nsh "%s" %s || exit 1\n' "$1" "$check" "$2"
  fi
}

code=$(awsmfa-code)
{
  step "$load" loaded
  step "aws_acc1 $code" "holds acc1"
  step "awsmfa whoami" "says 222222222222" pipe
  step "aws_acc2" "holds acc2"
  step "awsmfa whoami" "says 333333333333" pipe
  step "awsmfa unsets" gone
} >"$steps"

printf '\n%s, in a throw-away home, against an AWS of its own on this machine:\n' "$shell"
if "$shell" "$steps" </dev/null; then
  printf '\nIt works: one code, two accounts, no trace left. Look around yourself with: awsmfa sandbox\n'
else
  printf '\nThat step failed.\n' >&2
  exit 1
fi

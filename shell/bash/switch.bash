# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# Switching: what the functions that a person types do. Read when one of them is first called.

# Becomes the command; runs in a subshell. An MFA code travels in the environment, which other users cannot see as they can arguments.
function __awsmfa_become {
  { set +x; } 2>/dev/null
  [[ -z ${__awsmfa_code-} ]] || export AWSMFA_CODE="$__awsmfa_code"
  [[ -z ${__awsmfa_unattended-} ]] || export AWSMFA_UNATTENDED=1
  builtin exec "$__awsmfa_launcher" "$@"
}

# __awsmfa_apply <arguments>: asks the command for code and runs it in this shell. Returns the command's status.
# Nothing of the shell changes before the eval: Ctrl-C at the prompt ends this function without any clean-up.
function __awsmfa_apply {
  local +x __awsmfa_answer='' __awsmfa_status=0
  __awsmfa_reachable || return
  if [[ -n ${__awsmfa_code-} ]] || ! __awsmfa_take_prepared "$@"; then
    # One round of `for`, since xtrace shows what an assignment assigns, but not what `for` does.
    # shellcheck disable=SC2066
    for __awsmfa_answer in "$(__awsmfa_become "$@")"; do __awsmfa_status=$?; done
  fi
  [[ $__awsmfa_status == 0 ]] || {
    __awsmfa_mend_terminal
    return "$__awsmfa_status"
  }
  case $- in
    *x*)
      { set +x; } 2>/dev/null
      __awsmfa_eval || __awsmfa_status=$?
      set -x
      ;;
    *) __awsmfa_eval || __awsmfa_status=$? ;;
  esac
  return "$__awsmfa_status"
}

# Takes what Node prepared for these arguments as the answer, as the launcher would print it, but without starting that. Fails at any doubt.
function __awsmfa_take_prepared {
  # A local that inherits may be a number, and a function named like one of these two would be asked for every doubt.
  case :${BASHOPTS-}: in *:localvar_inherit:*) return 1 ;; esac
  ! builtin declare -F '[' >/dev/null 2>&1 && ! builtin declare -F command >/dev/null || return
  local IFS=$' \t\n' 2>/dev/null || return
  __awsmfa_prepared "$@"
}

function __awsmfa_deliver {
  # `:+`, since xtrace shows what is tested.
  IFS='' builtin read -r -d '' __awsmfa_answer <&3 || [[ -n ${__awsmfa_answer:+x} ]]
}

# Of the build that these functions are of: answers of a later one may have doubts that they do not know.
__awsmfa_build=
{ IFS='' builtin read -r __awsmfa_build <"$__awsmfa_folder/../../dist/build-id"; } 2>/dev/null || :
function __awsmfa_prepared { return 1; }
# shellcheck source=/dev/null
[[ ! -r $__awsmfa_folder/../prepared.sh ]] || builtin source "$__awsmfa_folder/../prepared.sh"

# Killed at the prompt, the command leaves the terminal masked, and this shell would take that for the person's own way: what Node's raw
# mode takes away comes back (but `ixon`, which many have switched off). Reads __awsmfa_status.
function __awsmfa_mend_terminal {
  [[ $__awsmfa_status -le 128 ]] || { builtin command stty echo icanon iexten isig icrnl </dev/tty; } 2>/dev/null || :
}

# `command` keeps a truncated answer, which is a syntax error, from ending a shell in posix mode.
function __awsmfa_eval {
  builtin command eval "$__awsmfa_answer"
}

# __awsmfa_switch <profile> [code] [options]: what the functions call. A code typed in two halves is one code.
function __awsmfa_switch {
  local +x __awsmfa_profile=$1 __awsmfa_code=
  shift
  while [[ $# -gt 0 && $1 != -* ]]; do
    __awsmfa_code+=$1
    shift
  done
  __awsmfa_export "$@"
}

# Switches to $__awsmfa_profile with $__awsmfa_code. Keep the shape: the launcher answers exactly this one without starting Node.
function __awsmfa_export {
  case $__awsmfa_profile in
    '') __awsmfa_apply exports --shell bash "$@" ;;
    -*) __awsmfa_apply exports "--profile=$__awsmfa_profile" --shell bash "$@" ;;
    *) __awsmfa_apply exports "$__awsmfa_profile" --shell bash "$@" ;;
  esac
}

function awsmfa {
  case ${1-}:$#:$BASH_SUBSHELL in
    use:*)
      shift
      __awsmfa_use "$@"
      ;;
    unsets:1:0 | unset:1:0) __awsmfa_apply unsets --shell bash ;;
    # In a subshell nothing would last: print, for an eval outside.
    unsets:1:* | unset:1:*) __awsmfa_reachable && "$__awsmfa_launcher" unsets --shell bash ;;
    list:*:* | doctor:*:*) __awsmfa_reachable && __awsmfa_fetch tables functions left-out && __awsmfa_tell_left_out "$@" ;;
    # For prompts: without Node, where that is certain.
    status:2:*) { [[ $2 == --short ]] && __awsmfa_short; } || { __awsmfa_reachable && "$__awsmfa_launcher" "$@"; } ;;
    *) __awsmfa_reachable && "$__awsmfa_launcher" "$@" ;;
  esac
}

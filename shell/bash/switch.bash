# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# Switching: the functions that a person types.

# Is the command still where it was when this shell started?
function __awsmfa_reachable {
  [[ ! -x $__awsmfa_launcher ]] || return 0
  builtin printf 'awsmfa: %s is gone: install it again, then open a new shell\n' "$__awsmfa_launcher" >&2
  return 127
}

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
  local +x __awsmfa_answer __awsmfa_status=0
  __awsmfa_reachable || return
  # One round of `for`, since xtrace shows what an assignment assigns, but not what `for` does.
  # shellcheck disable=SC2066
  for __awsmfa_answer in "$(__awsmfa_become "$@")"; do
    __awsmfa_status=$?
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
  done
  return "$__awsmfa_status"
}

# Killed at the prompt, the command leaves the terminal masked, and this shell would take that for the person's own way: what Node's raw
# mode takes away comes back (but `ixon`, which many have switched off). Reads __awsmfa_status.
function __awsmfa_mend_terminal {
  [[ $__awsmfa_status -le 128 ]] || { builtin command stty echo icanon iexten isig icrnl </dev/tty; } 2>/dev/null || :
}

# `command` keeps a truncated answer, which is a syntax error, from ending a shell in posix mode.
function __awsmfa_eval {
  builtin command eval "$__awsmfa_answer"
}

# __awsmfa_switch <profile> [code] [options]: what the functions call whose name is not quite their profile's. A code typed in two halves is one code.
function __awsmfa_switch {
  local +x __awsmfa_profile=$1 __awsmfa_code=
  shift
  while [[ $# -gt 0 && $1 != -* ]]; do
    __awsmfa_code+=$1
    shift
  done
  __awsmfa_export "$@"
}

# What aws_<profile> calls where the profile is just that part of its name.
function __awsmfa_named {
  __awsmfa_switch "${FUNCNAME[1]#"$__awsmfa_prefix"}" "$@"
}

# Switches to $__awsmfa_profile with $__awsmfa_code. Keep the shape: the launcher answers exactly this one without starting Node.
function __awsmfa_export {
  case $__awsmfa_profile in
    '') __awsmfa_apply exports --shell bash "$@" ;;
    -*) __awsmfa_apply exports "--profile=$__awsmfa_profile" --shell bash "$@" ;;
    *) __awsmfa_apply exports "$__awsmfa_profile" --shell bash "$@" ;;
  esac
}

# `awsmfa use [profile] [code] [options]`.
function __awsmfa_use {
  local +x __awsmfa_profile='' __awsmfa_code='' __awsmfa_named=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --profile=*) __awsmfa_profile=${1#--profile=} __awsmfa_named=1 ;;
      -p | --profile)
        [[ $# -gt 1 ]] || break
        __awsmfa_profile=$2 __awsmfa_named=1
        shift
        ;;
      -*) break ;;
      *)
        if [[ -n $__awsmfa_named ]] || __awsmfa_is_code "$1"; then
          __awsmfa_code+=$1
        else
          __awsmfa_profile=$1 __awsmfa_named=1
        fi
        ;;
    esac
    shift
  done
  case ${1-} in
    -h | --help) __awsmfa_reachable && "$__awsmfa_launcher" use --help && return ;;
    '') [[ -n $__awsmfa_named$__awsmfa_code ]] || __awsmfa_pick || return ;;
  esac
  __awsmfa_export "$@"
}

# Six digits are a code, unless a profile bears that name.
function __awsmfa_is_code {
  local IFS=$' \t\n' __awsmfa_all=$'\n'$__awsmfa_names$'\n'$__awsmfa_renamed$'\n'$__awsmfa_others$'\n'
  [[ ${1// /} == [0-9][0-9][0-9][0-9][0-9][0-9] ]] || return
  [[ $__awsmfa_all != *$'\n'"$1"$'\n'* && $__awsmfa_all != *$'\n'"$__awsmfa_prefix$1"$'\n'* ]]
}

# Lets the person choose a profile, on the terminal.
function __awsmfa_pick {
  local IFS=$'\n' __awsmfa_index __awsmfa_choice=''
  __awsmfa_list_profiles
  [[ ${#__awsmfa_profiles[@]} -gt 0 ]] || {
    builtin printf 'awsmfa: no profile yet: see awsmfa list\n' >&2
    return 3
  }
  for __awsmfa_index in "${!__awsmfa_profiles[@]}"; do
    # A control character in a name could move the cursor or recolour.
    builtin printf '%4d) %s\n' $((__awsmfa_index + 1)) "${__awsmfa_profiles[__awsmfa_index]//[[:cntrl:]]/?}" >&2
  done
  builtin printf 'Profile (number or name): ' >&2
  { builtin read -r __awsmfa_choice </dev/tty; } 2>/dev/null || {
    builtin printf '\nawsmfa: nothing chosen: name the profile: awsmfa use <profile>\n' >&2
    return 2
  }
  case $__awsmfa_choice in
    '') return 2 ;;
    *[!0-9]* | ??????*) __awsmfa_profile=$__awsmfa_choice ;;
    *) __awsmfa_profile=${__awsmfa_profiles[10#$__awsmfa_choice - 1]-$__awsmfa_choice} ;;
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
    # For prompts: without Node, where that is certain.
    status:2:*) { [[ $2 == --short ]] && __awsmfa_short; } || { __awsmfa_reachable && "$__awsmfa_launcher" "$@"; } ;;
    *) __awsmfa_reachable && "$__awsmfa_launcher" "$@" ;;
  esac
}

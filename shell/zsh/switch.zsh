# Switching: what the functions that a person types do. Read when one of them is first called.

# Becomes the command; runs in a subshell. An MFA code travels in the environment, which other users cannot see as they can arguments.
function __awsmfa_become {
  [[ -z ${__awsmfa_code-} ]] || export AWSMFA_CODE=$__awsmfa_code
  [[ -z ${__awsmfa_unattended-} ]] || export AWSMFA_UNATTENDED=1
  exec "$__awsmfa_launcher" "$@"
}

# __awsmfa_apply <arguments>: asks the command for code and runs it in this shell. Returns the command's status.
# Nothing of the shell changes before the eval: Ctrl-C at the prompt ends this function without any clean-up, but for local options.
function __awsmfa_apply {
  setopt localoptions noxtrace
  local +x __awsmfa_answer __awsmfa_status
  __awsmfa_reachable || return
  if [[ -z ${__awsmfa_code-} ]] && __awsmfa_take_prepared "$@" || __awsmfa_answer=$(__awsmfa_become "$@"); then
    builtin eval "$__awsmfa_answer"
  else
    __awsmfa_status=$?
    __awsmfa_mend_terminal
    return $__awsmfa_status
  fi
}

# Takes what Node prepared for these arguments as the answer, as the launcher would print it, but without starting that. Fails at any doubt.
function __awsmfa_take_prepared {
  # A readonly IFS would end the whole call, and a function named like one of the other two would be asked for every doubt.
  [[ ${(t)IFS} != *readonly* && -z $functions[(I)(\[|command)] ]] || return
  local IFS=$' \t\n'
  zmodload zsh/system 2>/dev/null && __awsmfa_prepared "$@"
}

function __awsmfa_deliver {
  builtin sysread -i 3 -s 1000000 __awsmfa_answer
}

# Of the build that these functions are of: answers of a later one may have doubts that they do not know.
typeset -g __awsmfa_build=
[[ ! -r $__awsmfa_folder/../../dist/build-id ]] || __awsmfa_build=$(<$__awsmfa_folder/../../dist/build-id)
function __awsmfa_prepared { return 1 }
[[ ! -r $__awsmfa_folder/../prepared.sh ]] || builtin emulate sh -o noaliases -c 'builtin source "$__awsmfa_folder/../prepared.sh"'

# Killed at the prompt, the command leaves the terminal masked, and this shell would take that for the person's own way: what Node's raw
# mode takes away comes back (but `ixon`, which many have switched off). Reads __awsmfa_status.
function __awsmfa_mend_terminal {
  [[ $__awsmfa_status -le 128 ]] || { command stty echo icanon iexten isig icrnl </dev/tty; } 2>/dev/null || :
}

# __awsmfa_switch <function> [code] [options]: what the functions call. A code typed in two halves is one code.
function __awsmfa_switch {
  setopt localoptions noxtrace
  local +x __awsmfa_profile=${__awsmfa_profile_of[$1]-} __awsmfa_code=
  if [[ -z $__awsmfa_profile && $1 != $__awsmfa_prefix?* ]]; then
    print -ru2 -- "awsmfa: $1 is not the function of any profile"
    return 3
  fi
  : ${__awsmfa_profile:=${1#$__awsmfa_prefix}}
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
    '') __awsmfa_apply exports --shell zsh "$@" ;;
    -*) __awsmfa_apply exports "--profile=$__awsmfa_profile" --shell zsh "$@" ;;
    *) __awsmfa_apply exports "$__awsmfa_profile" --shell zsh "$@" ;;
  esac
}

function awsmfa {
  case ${1-}:$#:$ZSH_SUBSHELL in
    use:*)
      shift
      __awsmfa_use "$@"
      ;;
    (unsets|unset):1:0) __awsmfa_apply unsets --shell zsh ;;
    # In a subshell nothing would last: print, for an eval outside.
    (unsets|unset):1:*) __awsmfa_reachable && "$__awsmfa_launcher" unsets --shell zsh ;;
    (list|doctor):*) __awsmfa_reachable && __awsmfa_fetch ours left-out && __awsmfa_tell_left_out "$@" ;;
    # For prompts: without Node, where that is certain.
    status:2:*) { [[ $2 == --short ]] && __awsmfa_short; } || { __awsmfa_reachable && "$__awsmfa_launcher" "$@"; } ;;
    *) __awsmfa_reachable && "$__awsmfa_launcher" "$@" ;;
  esac
}

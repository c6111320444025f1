# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# The bash side of awsmfa, for bash 3.2 and newer: no associative arrays, no mapfile, no ${x@Q}.
#
# `awsmfa init bash` prints assignments to __awsmfa_{folder,file,launcher,prefix,names,…} and then sources this
# file with aliases switched off, so that none of the person's reaches into it. All of it stands `set -eu`, noclobber, failglob, any IFS,
# posix mode, and being loaded twice. Every new shell reads this file to its end: it holds what a start needs, and no more.

# Is the command still where it was when this shell started?
function __awsmfa_reachable {
  [[ ! -x $__awsmfa_launcher ]] || return 0
  builtin printf 'awsmfa: %s is gone: install it again, then open a new shell\n' "$__awsmfa_launcher" >&2
  return 127
}

# Says why what was typed cannot be done: the installation is gone, or has other parts than when this shell started. Always fails.
function __awsmfa_gone {
  __awsmfa_reachable || return
  builtin printf 'awsmfa: %s has changed: open a new shell\n' "$__awsmfa_folder" >&2
  return 127
}

# __awsmfa_fetch <part>…: reads parts that were put off, without the person's aliases. Fails where the installation has vanished.
function __awsmfa_fetch {
  local __awsmfa_part __awsmfa_status=0
  if builtin shopt -q expand_aliases; then
    builtin shopt -u expand_aliases
    __awsmfa_fetch "$@" || __awsmfa_status=$?
    builtin shopt -s expand_aliases
    return "$__awsmfa_status"
  fi
  for __awsmfa_part; do
    [[ -r $__awsmfa_folder/$__awsmfa_part.bash ]] || return
    # shellcheck source=/dev/null
    builtin source "$__awsmfa_folder/$__awsmfa_part.bash"
  done
}

# What a shell may never need is read when it is first called: the part defines the function anew.
function awsmfa { if __awsmfa_fetch switch; then awsmfa "$@"; else __awsmfa_gone; fi; }
function __awsmfa_switch { if __awsmfa_fetch switch; then __awsmfa_switch "$@"; else __awsmfa_gone; fi; }
function __awsmfa_use { if __awsmfa_fetch tables switch use; then __awsmfa_use "$@"; else __awsmfa_gone; fi; }
function __awsmfa_short { __awsmfa_fetch status && __awsmfa_short; }
function __awsmfa_seconds_left { __awsmfa_fetch status && __awsmfa_seconds_left; }
function __awsmfa_mind_end { __awsmfa_fetch switch renew && __awsmfa_mind_end; }
function __awsmfa_complete { __awsmfa_fetch completion && __awsmfa_complete "$@"; }

# What aws_<profile> calls where the profile is just that part of its name.
function __awsmfa_named {
  __awsmfa_switch "${FUNCNAME[1]#"$__awsmfa_prefix"}" "$@"
}

# Before each prompt. Hands on the status that it found, for the prompts of others; but under `set -e` that would end the shell.
function __awsmfa_prompt {
  local __awsmfa_status=$?
  case $- in
    *x*)
      # Its sixty lines would bury what a person traces.
      { set +x; } 2>/dev/null
      __awsmfa_look || :
      set -x
      ;;
    *) __awsmfa_look || : ;;
  esac
  case $- in *e*) return 0 ;; esac
  return "$__awsmfa_status"
}

# Looks for changed files. At the first prompt they are as they were a moment ago: what looks at them is read at the second.
function __awsmfa_look {
  function __awsmfa_look { __awsmfa_fetch tables watch && __awsmfa_look; }
  [[ -z ${AWS_CREDENTIAL_EXPIRATION-} ]] || __awsmfa_look
}

# In front of what is there, so that `$?` is still that of the person's command; the first element where it is an array.
function __awsmfa_hook {
  case ${PROMPT_COMMAND[*]-} in
    *__awsmfa_prompt*) ;;
    # `printf -v` fails where an assignment to a readonly variable would end the whole load.
    *) builtin printf -v PROMPT_COMMAND '%s' "__awsmfa_prompt${PROMPT_COMMAND:+$'\n'$PROMPT_COMMAND}" 2>/dev/null || : ;;
  esac
}

# Is this a first load of no more than some hundred names, all plain and free? `command -v` succeeds where any of them is a command, alias,
# builtin or function. Thousands are not looked up one by one: functions.bash reads the folders of PATH.
function __awsmfa_is_easy {
  local IFS=$'\n'
  [[ -z ${__awsmfa_defined-}$__awsmfa_renamed$__awsmfa_others && ${#__awsmfa_names} -lt 2000 && ! -o posix ]] || return
  # shellcheck disable=SC2086 # names of functions have nothing that a shell would expand
  [[ -z $__awsmfa_names ]] || ! builtin command -v $__awsmfa_names >/dev/null 2>&1
}

# Can a text be taken apart? Where IFS is readonly, parts of a profile's name would become functions' names, and run.
function __awsmfa_can_split {
  local IFS 2>/dev/null
}

# Defines a function for each line of __awsmfa_defined. As one text without quotes, since thousands of words in an array would be felt.
# `name()`, since aliases are off.
function __awsmfa_define_named {
  local IFS=$'\n' __awsmfa_text
  [[ -n $__awsmfa_defined ]] || return 0
  # shellcheck disable=SC2086 # as above
  builtin printf -v __awsmfa_text '%s(){ __awsmfa_named "$@";}\n' $__awsmfa_defined
  builtin eval "$__awsmfa_text"
}

# Nothing is left to say after `aws_<profile> `; without this the shell would offer file names.
function __awsmfa_register_completion {
  local IFS=$'\n' 2>/dev/null || return 0
  builtin complete -F __awsmfa_complete awsmfa 2>/dev/null || return 0
  # shellcheck disable=SC2086 # as above
  [[ -z $__awsmfa_defined ]] || builtin complete -W '' $__awsmfa_defined 2>/dev/null || :
}

__awsmfa_place="${HOME-}:${AWS_CONFIG_FILE-}:${AWS_SHARED_CREDENTIALS_FILE-}"
if ! __awsmfa_can_split; then
  __awsmfa_defined=
elif __awsmfa_is_easy; then
  __awsmfa_defined=$__awsmfa_names
  __awsmfa_define_named
else
  __awsmfa_fetch tables functions && __awsmfa_define
fi
case $- in
  *i*)
    __awsmfa_hook
    __awsmfa_register_completion
    ;;
esac
[[ -z $__awsmfa_aws ]] || __awsmfa_fetch tables watch aws
# Also where an earlier load defined it and this one should not.
! builtin declare -F __awsmfa_define_aws >/dev/null || __awsmfa_define_aws

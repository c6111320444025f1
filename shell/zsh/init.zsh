# The zsh side of awsmfa, for zsh 5.3 and newer.
#
# `awsmfa init zsh` prints assignments to __awsmfa_{folder,launcher,arguments,prefix,names,renamed,others,watch} and then has this
# file sourced by `emulate zsh -o noaliases -c`: no alias and no option of the person's reaches into it, and each function defined
# here runs under the same options again. Of `set -eu` only -e and -u reach in.

# __awsmfa_fetch <part>: reads a part that was put off. Fails where the installation has vanished.
function __awsmfa_fetch {
  local part=$__awsmfa_folder/$1.zsh
  [[ -r $part ]] && builtin emulate zsh -o noaliases -c 'builtin source "$part"'
}

# What a shell may never need is read when it is first called: the part defines the function anew.
function __awsmfa_use { if __awsmfa_fetch use; then __awsmfa_use "$@"; else __awsmfa_reachable; fi }
function __awsmfa_short { __awsmfa_fetch status && __awsmfa_short }
function __awsmfa_seconds_left { __awsmfa_fetch status && __awsmfa_seconds_left }
function __awsmfa_mind_end { __awsmfa_fetch renew && __awsmfa_mind_end }
function __awsmfa_complete { __awsmfa_fetch completion && __awsmfa_complete "$@" }

() {
  local part
  for part in tables switch functions watch aws; do
    case $part in
      watch) [[ -o interactive || -n $__awsmfa_aws ]] || continue ;;
      aws) [[ -n $__awsmfa_aws ]] || continue ;;
    esac
    [[ ! -r $__awsmfa_folder/$part.zsh ]] || builtin source "$__awsmfa_folder/$part.zsh"
  done
}

typeset -gA __awsmfa_profile_of
__awsmfa_define
if [[ -o interactive || -n $__awsmfa_aws ]]; then
  typeset -ga __awsmfa_watched
  __awsmfa_watch_files
fi
# Also where an earlier load defined it and this one should not.
(( ! $+functions[__awsmfa_define_aws] )) || __awsmfa_define_aws
if [[ -o interactive ]]; then
  __awsmfa_hook
  __awsmfa_register_completion
fi

# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# The bash side of awsmfa, for bash 3.2 and newer: no associative arrays, no mapfile, no ${x@Q}.
#
# `awsmfa init bash` prints assignments to __awsmfa_{folder,launcher,arguments,prefix,names,renamed,others,grammar,watch} and then sources
# this file with aliases switched off, so that none of the person's reaches into it. All of it stands `set -eu`, noclobber,
# failglob, any IFS, posix mode, and being loaded twice.

function __awsmfa_source {
  local __awsmfa_part
  for __awsmfa_part; do
    # shellcheck source=/dev/null
    [[ ! -r $__awsmfa_folder/$__awsmfa_part.bash ]] || builtin source "$__awsmfa_folder/$__awsmfa_part.bash"
  done
}

# __awsmfa_fetch <part>: reads a part that was put off, without the person's aliases. Fails where the installation has vanished.
function __awsmfa_fetch {
  [[ -r $__awsmfa_folder/$1.bash ]] || return
  if builtin shopt -q expand_aliases; then
    builtin shopt -u expand_aliases
    __awsmfa_source "$1"
    builtin shopt -s expand_aliases
  else
    __awsmfa_source "$1"
  fi
}

# What a shell may never need is read when it is first called: the part defines the function anew.
function __awsmfa_use { if __awsmfa_fetch use; then __awsmfa_use "$@"; else __awsmfa_reachable; fi; }
function __awsmfa_short { __awsmfa_fetch status && __awsmfa_short; }
function __awsmfa_seconds_left { __awsmfa_fetch status && __awsmfa_seconds_left; }
function __awsmfa_mind_end { __awsmfa_fetch renew && __awsmfa_mind_end; }
function __awsmfa_complete { __awsmfa_fetch completion && __awsmfa_complete "$@"; }

[[ -n ${__awsmfa_defined+x} ]] || __awsmfa_defined=()
__awsmfa_watched=()
__awsmfa_profiles=()
__awsmfa_source tables switch functions
__awsmfa_define
[[ -z $__awsmfa_aws ]] || __awsmfa_source watch aws
case $- in
  *i*)
    __awsmfa_source watch
    __awsmfa_hook
    __awsmfa_register_completion
    ;;
esac
! builtin declare -F __awsmfa_watch_files >/dev/null || __awsmfa_watch_files
# Also where an earlier load defined it and this one should not.
! builtin declare -F __awsmfa_define_aws >/dev/null || __awsmfa_define_aws

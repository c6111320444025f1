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

[[ -n ${__awsmfa_defined+x} ]] || __awsmfa_defined=()
__awsmfa_watched=()
__awsmfa_profiles=()
__awsmfa_source tables switch status functions
__awsmfa_define
[[ -z $__awsmfa_aws ]] || __awsmfa_source watch aws
case $- in
  *i*)
    __awsmfa_source watch renew completion
    __awsmfa_hook
    ;;
esac
! builtin declare -F __awsmfa_watch_files >/dev/null || __awsmfa_watch_files
# Also where an earlier load defined it and this one should not.
! builtin declare -F __awsmfa_define_aws >/dev/null || __awsmfa_define_aws

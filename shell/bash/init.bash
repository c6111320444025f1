# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# The bash side of awsmfa, for bash 3.2 and newer: no associative arrays, no mapfile, no ${x@Q}.
#
# `awsmfa init bash` prints assignments to __awsmfa_{folder,launcher,arguments,prefix,table,others,grammar,watch} and then sources
# this file with aliases switched off, so that none of the person's reaches into it. All of it stands `set -eu`, noclobber,
# failglob, any IFS, posix mode, and being loaded twice.

for __awsmfa_part in tables switch status functions watch completion; do
  # shellcheck source=/dev/null
  [[ ! -r $__awsmfa_folder/$__awsmfa_part.bash ]] || builtin source "$__awsmfa_folder/$__awsmfa_part.bash"
done
builtin unset -v __awsmfa_part

[[ -n ${__awsmfa_pairs+x} ]] || __awsmfa_pairs=()
__awsmfa_watched=()
__awsmfa_define
case $- in
  *i*)
    __awsmfa_watch_files
    __awsmfa_register_completion
    __awsmfa_hook
    ;;
esac

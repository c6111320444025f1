# The zsh side of awsmfa, for zsh 5.3 and newer.
#
# `awsmfa init zsh` prints assignments to __awsmfa_{folder,launcher,arguments,prefix,names,renamed,others,grammar,watch} and then has this
# file sourced by `emulate zsh -o noaliases -c`: no alias and no option of the person's reaches into it, and each function defined
# here runs under the same options again. Of `set -eu` only -e and -u reach in.

() {
  local part
  for part in tables switch status functions watch aws renew completion; do
    case $part in
      watch) [[ -o interactive || -n $__awsmfa_aws ]] || continue ;;
      aws) [[ -n $__awsmfa_aws ]] || continue ;;
      renew|completion) [[ -o interactive ]] || continue ;;
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
[[ ! -o interactive ]] || __awsmfa_hook

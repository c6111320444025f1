# What `list` and `doctor` are told of this very shell.

# __awsmfa_tell_left_out <arguments>: runs the command with the prefix of this shell's functions in its environment, and with the names
# that are not ours here: a command, alias or function of somebody else's. One a line.
function __awsmfa_tell_left_out {
  local -a names reply
  local -A pairs
  pairs=(${(f)__awsmfa_renamed} ${(f)__awsmfa_others})
  names=(${(f)__awsmfa_names} ${${(k)pairs}:#-})
  __awsmfa_find_ours
  AWSMFA_PREFIX=$__awsmfa_prefix AWSMFA_LEFT_OUT=${(F)names:|reply} "$__awsmfa_launcher" "$@"
}

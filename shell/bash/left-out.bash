# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# What `list` and `doctor` are told of this very shell.

# __awsmfa_tell_left_out <arguments>: runs the command with the prefix of this shell's functions in its environment, and with the names
# that are not ours here: a command, alias or function of somebody else's, or none that posix mode allows. One a line.
function __awsmfa_tell_left_out {
  local __awsmfa_list __awsmfa_ours __awsmfa_one __awsmfa_at=0 __awsmfa_others_left=''
  __awsmfa_find_ours
  __awsmfa_list_functions
  # What is ours stands in the same order as all that there should be.
  for __awsmfa_one in ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}; do
    if [[ $__awsmfa_one == "${__awsmfa_ours[__awsmfa_at]-}" ]]; then
      __awsmfa_at=$((__awsmfa_at + 1))
    elif [[ $__awsmfa_one != - ]]; then
      __awsmfa_others_left+=$__awsmfa_one$'\n'
    fi
  done
  # No variable holds more than 128 KiB on Linux. Posix mode leaves out every name with a dash or a dot.
  __awsmfa_others_left=${__awsmfa_others_left:0:100000}
  AWSMFA_PREFIX=$__awsmfa_prefix AWSMFA_LEFT_OUT=${__awsmfa_others_left%$'\n'*} "$__awsmfa_launcher" "$@"
}

# The function of every profile into __awsmfa_list, `-` for none.
function __awsmfa_list_functions {
  local IFS=$'\n'
  __awsmfa_lines "$__awsmfa_renamed"$'\n'"$__awsmfa_others"
  __awsmfa_column 0 ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}
  __awsmfa_lines "$__awsmfa_names"$'\n'"${__awsmfa_list[*]-}"
}

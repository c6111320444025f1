# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# Reading the tables of the generated block: texts of one entry a line.

# __awsmfa_lines <text> [array]: its lines into the array __awsmfa_list, or into that of this name. No file name is expanded, whatever
# the options.
function __awsmfa_lines {
  local IFS=$'\n'
  case $- in
    *f*) builtin eval "${2:-__awsmfa_list}=(\$1)" ;;
    *)
      set -f
      builtin eval "${2:-__awsmfa_list}=(\$1)"
      set +f
      ;;
  esac
}

# __awsmfa_column 0|1 <word>…: every other word, from the first (functions) or the second (profiles), into __awsmfa_list.
function __awsmfa_column {
  local __awsmfa_text='' __awsmfa_format='%s\n%.0s'
  [[ $1 == 0 ]] || __awsmfa_format='%.0s%s\n'
  shift
  # shellcheck disable=SC2059 # %.0s passes over a word
  [[ $# -eq 0 ]] || builtin printf -v __awsmfa_text "$__awsmfa_format" "$@"
  __awsmfa_lines "$__awsmfa_text"
}

# Every profile into __awsmfa_list, those without a function included.
function __awsmfa_list_profiles {
  local __awsmfa_all
  __awsmfa_lines "$__awsmfa_names"
  __awsmfa_all=(${__awsmfa_list[@]+"${__awsmfa_list[@]#"$__awsmfa_prefix"}"})
  __awsmfa_list_others
  __awsmfa_list=(${__awsmfa_all[@]+"${__awsmfa_all[@]}"} ${__awsmfa_list[@]+"${__awsmfa_list[@]}"})
}

# Those that the name of their function does not tell.
function __awsmfa_list_others {
  __awsmfa_lines "$__awsmfa_renamed"$'\n'"$__awsmfa_others"
  __awsmfa_column 1 ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}
}

# shellcheck shell=bash disable=SC2154,SC2034 # the __awsmfa_ variables come from the block that `awsmfa init` prints, and from who calls
# `awsmfa use`, with a picker where no profile is named. Read when it is first called.

# `awsmfa use [profile] [code] [options]`.
function __awsmfa_use {
  local +x __awsmfa_profile='' __awsmfa_code='' __awsmfa_named=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --profile=*) __awsmfa_profile=${1#--profile=} __awsmfa_named=1 ;;
      -p | --profile)
        [[ $# -gt 1 ]] || break
        __awsmfa_profile=$2 __awsmfa_named=1
        shift
        ;;
      -*) break ;;
      *)
        if [[ -n $__awsmfa_named ]] || __awsmfa_is_code "$1"; then
          __awsmfa_code+=$1
        else
          __awsmfa_profile=$1 __awsmfa_named=1
        fi
        ;;
    esac
    shift
  done
  case ${1-} in
    -h | --help)
      __awsmfa_reachable && "$__awsmfa_launcher" use --help
      return
      ;;
    '') [[ -n $__awsmfa_named$__awsmfa_code ]] || __awsmfa_pick || return ;;
  esac
  __awsmfa_export "$@"
}

# Six digits are a code, unless a profile bears that name.
function __awsmfa_is_code {
  local IFS=$' \t\n' __awsmfa_all=$'\n'$__awsmfa_names$'\n'$__awsmfa_renamed$'\n'$__awsmfa_others$'\n'
  [[ ${1// /} == [0-9][0-9][0-9][0-9][0-9][0-9] ]] || return
  [[ $__awsmfa_all != *$'\n'"$1"$'\n'* && $__awsmfa_all != *$'\n'"$__awsmfa_prefix$1"$'\n'* ]]
}

# Lets the person choose a profile, on the terminal.
function __awsmfa_pick {
  local IFS=$'\n' __awsmfa_list __awsmfa_index __awsmfa_choice=''
  __awsmfa_list_profiles
  [[ ${#__awsmfa_list[@]} -gt 0 ]] || {
    builtin printf 'awsmfa: no profile yet: see awsmfa list\n' >&2
    return 3
  }
  for __awsmfa_index in "${!__awsmfa_list[@]}"; do
    # A control character in a name could move the cursor or recolour.
    builtin printf '%4d) %s\n' $((__awsmfa_index + 1)) "${__awsmfa_list[__awsmfa_index]//[[:cntrl:]]/?}" >&2
  done
  builtin printf 'Profile (number or name): ' >&2
  { IFS=$' \t\n' builtin read -r __awsmfa_choice </dev/tty; } 2>/dev/null || {
    builtin printf '\nawsmfa: nothing chosen: name the profile: awsmfa use <profile>\n' >&2
    return 2
  }
  case $__awsmfa_choice in
    '') return 2 ;;
    # An array's element -1 is its last.
    0* | *[!0-9]* | ??????*) __awsmfa_profile=$__awsmfa_choice ;;
    *) __awsmfa_profile=${__awsmfa_list[__awsmfa_choice - 1]-$__awsmfa_choice} ;;
  esac
}

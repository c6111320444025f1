# `awsmfa use`, with a picker where no profile is named. Read when it is first called.

# `awsmfa use [profile] [code] [options]`.
function __awsmfa_use {
  setopt localoptions noxtrace
  local +x __awsmfa_profile= __awsmfa_code= __awsmfa_named=
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
  local -a __awsmfa_list
  [[ ${1// /} == [0-9][0-9][0-9][0-9][0-9][0-9] ]] || return
  __awsmfa_list_profiles
  (( ! $__awsmfa_list[(Ie)$1] ))
}

# Lets the person choose a profile, on the terminal.
function __awsmfa_pick {
  local -a __awsmfa_list
  local __awsmfa_index __awsmfa_choice=
  __awsmfa_list_profiles
  if [[ $#__awsmfa_list -eq 0 ]]; then
    print -ru2 -- 'awsmfa: no profile yet: see awsmfa list'
    return 3
  fi
  for __awsmfa_index in {1..$#__awsmfa_list}; do
    print -ru2 -- "${(l:4:)__awsmfa_index}) ${(V)__awsmfa_list[__awsmfa_index]}"
  done
  print -nu2 'Profile (number or name): '
  { builtin read -r __awsmfa_choice </dev/tty } 2>/dev/null || {
    print -ru2 -- $'\nawsmfa: nothing chosen: name the profile: awsmfa use <profile>'
    return 2
  }
  case $__awsmfa_choice in
    '') return 2 ;;
    *[!0-9]* | ??????*) __awsmfa_profile=$__awsmfa_choice ;;
    *) __awsmfa_profile=${__awsmfa_list[10#$__awsmfa_choice]:-$__awsmfa_choice} ;;
  esac
}

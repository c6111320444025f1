# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# A function for each profile, where the name is free in this very shell.

# Takes back what an earlier load defined, but for what somebody has changed since.
function __awsmfa_withdraw {
  local __awsmfa_list __awsmfa_line __awsmfa_name='' __awsmfa_state='' __awsmfa_ours
  [[ ${#__awsmfa_pairs[@]} -gt 0 ]] || return 0
  __awsmfa_column 0 "${__awsmfa_pairs[@]}"
  builtin complete -r "${__awsmfa_list[@]}" 2>/dev/null || :
  __awsmfa_lines "$(builtin declare -f "${__awsmfa_list[@]}")"
  __awsmfa_ours=()
  for __awsmfa_line in ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}; do
    case $__awsmfa_state:$__awsmfa_line in
      *' () ')
        __awsmfa_name=${__awsmfa_line% () }
        __awsmfa_name=${__awsmfa_name#function }
        __awsmfa_state=name
        ;;
      'name:{ ') __awsmfa_state=body ;;
      'body:    __awsmfa_switch '*' "$@"') __awsmfa_state=ours ;;
      'ours:}') __awsmfa_ours+=("$__awsmfa_name") ;;
      *) __awsmfa_state= ;;
    esac
  done
  [[ ${#__awsmfa_ours[@]} -eq 0 ]] || builtin unset -f "${__awsmfa_ours[@]}" 2>/dev/null || :
}

# Is the name a command, alias, builtin or function of somebody else?
function __awsmfa_is_taken {
  case $1 in
    # No function can bear such a name in posix mode; `-` stands for a profile without a function.
    - | *[-.]*) [[ $1 == - || -o posix ]] && return ;;
  esac
  builtin type "$1" >/dev/null 2>&1
}

# Which names that begin with the prefix are there already? One look at PATH and at the shell's own tables.
function __awsmfa_collisions {
  local __awsmfa_line __awsmfa_all=$'\n'$__awsmfa_table$'\n'
  if [[ -o posix ]]; then
    __awsmfa_lines "$__awsmfa_table"
  else
    __awsmfa_lines "$(builtin compgen -A command -- "$__awsmfa_prefix" 2>/dev/null)"
  fi
  for __awsmfa_line in ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}; do
    [[ $__awsmfa_all != *$'\n'"$__awsmfa_line"$'\n'* ]] || return 0
  done
  return 1
}

# Defines a function for each profile. The lines of a table are function, profile, function, profile…
function __awsmfa_define {
  local __awsmfa_list __awsmfa_index __awsmfa_text
  __awsmfa_withdraw
  __awsmfa_pairs=()
  if __awsmfa_collisions; then
    __awsmfa_add_free "$__awsmfa_table"
  else
    __awsmfa_lines "$__awsmfa_table"
    __awsmfa_pairs=(${__awsmfa_list[@]+"${__awsmfa_list[@]}"})
  fi
  __awsmfa_add_free "$__awsmfa_others"
  [[ ${#__awsmfa_pairs[@]} -gt 0 ]] || return 0
  # `function name`, since an alias of that name would turn `name()` into something else.
  builtin printf -v __awsmfa_text 'function %s { __awsmfa_switch %q "$@"; }\n' "${__awsmfa_pairs[@]}"
  builtin eval "$__awsmfa_text"
}

# Adds to $__awsmfa_pairs what of a table bears a free name.
function __awsmfa_add_free {
  __awsmfa_lines "$1"
  for ((__awsmfa_index = 0; __awsmfa_index < ${#__awsmfa_list[@]}; __awsmfa_index += 2)); do
    __awsmfa_is_taken "${__awsmfa_list[__awsmfa_index]}" ||
      __awsmfa_pairs+=("${__awsmfa_list[@]:__awsmfa_index:2}")
  done
}

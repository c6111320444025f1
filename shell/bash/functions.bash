# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# A function for each profile, where the name is free in this very shell.

# Takes back what an earlier load defined, but for what somebody has changed since.
function __awsmfa_withdraw {
  local __awsmfa_ours IFS=$'\n'
  [[ -n ${__awsmfa_defined-} ]] || return 0
  # shellcheck disable=SC2086 # names of functions have nothing that a shell would expand
  builtin complete -r $__awsmfa_defined 2>/dev/null || :
  __awsmfa_find_ours
  __awsmfa_defined=
  [[ ${#__awsmfa_ours[@]} -eq 0 ]] || builtin unset -f "${__awsmfa_ours[@]}" 2>/dev/null || :
}

# Those of __awsmfa_defined that are still as they were defined, in the same order, into __awsmfa_ours.
function __awsmfa_find_ours {
  local __awsmfa_list __awsmfa_line __awsmfa_name='' __awsmfa_state='' IFS=$'\n'
  __awsmfa_ours=()
  [[ -n ${__awsmfa_defined-} ]] || return 0
  # shellcheck disable=SC2086 # as above
  # In posix mode, entered after a load, bash finds fault with each dash.
  __awsmfa_lines "$(builtin declare -f $__awsmfa_defined 2>/dev/null)"
  for __awsmfa_line in ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}; do
    case $__awsmfa_state:$__awsmfa_line in
      *' () ')
        __awsmfa_name=${__awsmfa_line% () }
        __awsmfa_name=${__awsmfa_name#function }
        __awsmfa_state=name
        ;;
      'name:{ ') __awsmfa_state=body ;;
      'body:    __awsmfa_named "$@"' | 'body:    __awsmfa_switch '*' "$@"') __awsmfa_state=ours ;;
      'ours:}') __awsmfa_ours+=("$__awsmfa_name") ;;
      *) __awsmfa_state= ;;
    esac
  done
}

# Defines a function for each profile where more is to be seen to than init.bash does.
function __awsmfa_define {
  local __awsmfa_list __awsmfa_pairs __awsmfa_text IFS=$'\n'
  __awsmfa_withdraw
  __awsmfa_defined=$__awsmfa_names
  __awsmfa_lines "$__awsmfa_renamed" __awsmfa_pairs
  if [[ -o posix ]] || { __awsmfa_is_contested && __awsmfa_is_taken; }; then __awsmfa_keep_free; fi
  __awsmfa_lines "$__awsmfa_others"
  __awsmfa_add_free_pairs ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}
  __awsmfa_define_named
  if [[ ${#__awsmfa_pairs[@]} -gt 0 ]]; then
    builtin printf -v __awsmfa_text '%s() { __awsmfa_switch %q "$@"; }\n' "${__awsmfa_pairs[@]}"
    builtin eval "$__awsmfa_text"
    __awsmfa_column 0 "${__awsmfa_pairs[@]}"
    __awsmfa_defined+=$'\n'"${__awsmfa_list[*]}"
  fi
}

# Does a command, alias, builtin or function begin with the prefix, but for the AWS CLI's own completer? A look at each folder of PATH, and
# one at a folder that PATH names twice: /bin is /usr/bin on most systems.
function __awsmfa_is_contested {
  local __awsmfa_known=aws_completer __awsmfa_path=:${PATH-}: __awsmfa_rest=${PATH-}: __awsmfa_seen=: __awsmfa_one
  if builtin type aws_completer >/dev/null 2>&1; then
    case $__awsmfa_names$__awsmfa_renamed in *aws_completer*) return 0 ;; esac
  fi
  ! builtin compgen -abk -A function -X "$__awsmfa_known" -- "$__awsmfa_prefix" >/dev/null 2>&1 || return 0
  while [[ -n $__awsmfa_rest ]]; do
    __awsmfa_one=${__awsmfa_rest%%:*} __awsmfa_rest=${__awsmfa_rest#*:}
    [[ $__awsmfa_seen != *":$__awsmfa_one:"* ]] || continue
    [[ $__awsmfa_path != *":/usr$__awsmfa_one:"* || ! $__awsmfa_one -ef /usr$__awsmfa_one ]] || continue
    __awsmfa_seen+=$__awsmfa_one:
    ! builtin compgen -f -X "*/$__awsmfa_known" -- "${__awsmfa_one:-.}/$__awsmfa_prefix" >/dev/null 2>&1 || return 0
  done
  return 1
}

# Is one of our names with the prefix a command, alias, builtin or function already?
function __awsmfa_is_taken {
  local __awsmfa_one __awsmfa_all=$'\n'$__awsmfa_names$'\n'$__awsmfa_renamed$'\n'
  __awsmfa_lines "$(builtin compgen -A command -- "$__awsmfa_prefix" 2>/dev/null)"
  for __awsmfa_one in ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}; do
    [[ $__awsmfa_all != *$'\n'"$__awsmfa_one"$'\n'* ]] || return 0
  done
  return 1
}

# Leaves those of __awsmfa_defined and __awsmfa_pairs whose names are free.
function __awsmfa_keep_free {
  local __awsmfa_list __awsmfa_one
  __awsmfa_lines "$__awsmfa_defined"
  __awsmfa_defined=
  for __awsmfa_one in ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}; do
    ! __awsmfa_is_free "$__awsmfa_one" || __awsmfa_defined+=$__awsmfa_one$'\n'
  done
  set -- ${__awsmfa_pairs[@]+"${__awsmfa_pairs[@]}"}
  __awsmfa_pairs=()
  __awsmfa_add_free_pairs "$@"
}

function __awsmfa_add_free_pairs {
  while [[ $# -gt 1 ]]; do
    ! __awsmfa_is_free "$1" || __awsmfa_pairs+=("$1" "$2")
    shift 2
  done
}

# May a function bear this name here? `-` stands for none; posix mode wants identifiers.
function __awsmfa_is_free {
  case $1 in
    - | *[-.]*) [[ $1 != - && ! -o posix ]] || return ;;
  esac
  ! builtin type "$1" >/dev/null 2>&1
}

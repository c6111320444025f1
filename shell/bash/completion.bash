# shellcheck shell=bash disable=SC2154,SC2206 # the __awsmfa_ variables come from the block that `awsmfa init` prints; texts are split into lines
# Completion of `awsmfa`, over what the build and `awsmfa init` wrote down: no process, and nothing typed is evaluated. Works with and without
# bash-completion.

# shellcheck source=/dev/null
builtin source "$__awsmfa_folder/tables.bash"
# shellcheck source=/dev/null
builtin source "$__awsmfa_folder/typed-line.bash"
# shellcheck source=/dev/null
builtin source "$__awsmfa_folder/hand-over.bash"
__awsmfa_divided=()
# The commands and their options. To the end, since there is no NUL.
IFS= builtin read -r -d '' __awsmfa_grammar <"$__awsmfa_folder/../../dist/grammar" || :

# __awsmfa_offer <before> <text>: adds to __awsmfa_found the lines that begin with what is typed after <before>.
function __awsmfa_offer {
  local __awsmfa_typed=${__awsmfa_word#"$1"} __awsmfa_one
  [[ $__awsmfa_word == "$1"* ]] || return 0
  for __awsmfa_one in $2; do
    case $__awsmfa_one in "$__awsmfa_typed"*) __awsmfa_found+=("$1$__awsmfa_one") ;; esac
  done
}

# __awsmfa_offer_kind <before> <kind>: the values of one kind: profiles (`profile`), the values themselves (`a,b`), or nothing (`none`).
function __awsmfa_offer_kind {
  local __awsmfa_text
  [[ $2 != none ]] || return 0
  if [[ $2 != profile ]]; then
    __awsmfa_offer "$1" "${2//,/$'\n'}"
    return
  fi
  [[ ${#__awsmfa_divided[@]} -gt 0 ]] || __awsmfa_divide_profiles
  for __awsmfa_text in "${__awsmfa_divided[@]}"; do
    case $'\n'$__awsmfa_text in *$'\n'"${__awsmfa_word#"$1"}"*) __awsmfa_offer "$1" "$__awsmfa_text" ;; esac
  done
}

# Every profile into __awsmfa_divided, thirty a text: of thousands, most are then passed over with one look. Once per load, and nowhere
# with thousands of quoted words, which take bash twice the time.
function __awsmfa_divide_profiles {
  local __awsmfa_list __awsmfa_text __awsmfa_format
  __awsmfa_list=($__awsmfa_names)
  __awsmfa_text=${__awsmfa_list[*]+"${__awsmfa_list[*]#"$__awsmfa_prefix"}"}
  __awsmfa_list_others
  __awsmfa_text+=$'\n'"${__awsmfa_list[*]-}"
  builtin printf -v __awsmfa_format '%30s' ''
  # shellcheck disable=SC2059,SC2086 # %s thirty times; into lines
  builtin printf -v __awsmfa_text "${__awsmfa_format// /%s\\n}\34" $__awsmfa_text
  local IFS=$'\34'
  __awsmfa_divided=($__awsmfa_text)
}

# Finds the line of $__awsmfa_grammar for the command typed: `command|positional positional|option option=kind|description`.
# __awsmfa_positionals and __awsmfa_options are set; __awsmfa_skip is how many words the command has.
function __awsmfa_find_command {
  local __awsmfa_line
  for __awsmfa_line in $__awsmfa_grammar; do
    case $__awsmfa_line in
      "${__awsmfa_words[1]}|"*) __awsmfa_skip=2 ;;
      "${__awsmfa_words[1]} ${__awsmfa_words[2]-}|"*) __awsmfa_skip=3 ;;
      *) continue ;;
    esac
    __awsmfa_line=${__awsmfa_line#*|}
    __awsmfa_positionals=${__awsmfa_line%%|*}
    __awsmfa_line=${__awsmfa_line#*|}
    __awsmfa_options=" ${__awsmfa_line%%|*} "
    return 0
  done
  return 1
}

# __awsmfa_offer_commands <beginning>: the next words of the commands that begin so.
function __awsmfa_offer_commands {
  local __awsmfa_line __awsmfa_commands=$'\n'
  for __awsmfa_line in $__awsmfa_grammar; do
    __awsmfa_line=${__awsmfa_line%%|*}
    [[ $__awsmfa_line == "$1"* ]] || continue
    __awsmfa_line=${__awsmfa_line#"$1"}
    __awsmfa_line=${__awsmfa_line%% *}
    [[ $__awsmfa_commands == *$'\n'"$__awsmfa_line"$'\n'* ]] || __awsmfa_commands+=$__awsmfa_line$'\n'
  done
  __awsmfa_offer '' "$__awsmfa_commands"
}

function __awsmfa_offer_options {
  local __awsmfa_one __awsmfa_text=''
  for __awsmfa_one in ${__awsmfa_options// /$'\n'}; do __awsmfa_text+=${__awsmfa_one%%=*}$'\n'; done
  __awsmfa_offer '' "$__awsmfa_text"
}

# What an option takes, into __awsmfa_kind: fails if it is none that takes a value.
function __awsmfa_value_of {
  [[ $__awsmfa_options == *" $1="* ]] || return
  __awsmfa_kind=${__awsmfa_options#*" $1="}
  __awsmfa_kind=${__awsmfa_kind%% *}
}

# What `complete -F` calls: everything comes from what is at hand; no process is started. Texts are split into lines, and nothing else is
# made of them.
function __awsmfa_complete {
  ! __awsmfa_hand_over || return 0
  local __awsmfa_words __awsmfa_word __awsmfa_kept __awsmfa_quote __awsmfa_found IFS=$'\n'
  case $- in
    *f*) ;;
    *)
      set -f
      __awsmfa_complete
      set +f
      return
      ;;
  esac
  COMPREPLY=()
  __awsmfa_found=()
  __awsmfa_split "${COMP_LINE:0:COMP_POINT}"
  __awsmfa_find
  __awsmfa_reply
}

# What could stand at the cursor, into __awsmfa_found.
function __awsmfa_find {
  local __awsmfa_positionals __awsmfa_options __awsmfa_skip __awsmfa_kind='' __awsmfa_i
  if [[ ${#__awsmfa_words[@]} -le 1 ]]; then
    __awsmfa_offer_commands ''
    return
  fi
  if ! __awsmfa_find_command; then
    [[ ${#__awsmfa_words[@]} -gt 2 ]] || __awsmfa_offer_commands "${__awsmfa_words[1]} "
    return 0
  fi
  for ((__awsmfa_i = __awsmfa_skip; __awsmfa_i < ${#__awsmfa_words[@]}; __awsmfa_i++)); do
    case ${__awsmfa_words[__awsmfa_i]} in
      --) return 0 ;;
      -*)
        __awsmfa_value_of "${__awsmfa_words[__awsmfa_i]}" || continue
        __awsmfa_i=$((__awsmfa_i + 1))
        [[ $__awsmfa_i -lt ${#__awsmfa_words[@]} ]] || __awsmfa_skip=value
        ;;
      *) __awsmfa_positionals=${__awsmfa_positionals#"${__awsmfa_positionals%% *}"} __awsmfa_positionals=${__awsmfa_positionals# } ;;
    esac
  done
  case $__awsmfa_skip:$__awsmfa_word in
    value:*) __awsmfa_offer_kind '' "$__awsmfa_kind" ;;
    *:-*=*) ! __awsmfa_value_of "${__awsmfa_word%%=*}" || __awsmfa_offer_kind "${__awsmfa_word%%=*}=" "$__awsmfa_kind" ;;
    *:-*) __awsmfa_offer_options ;;
    *) __awsmfa_offer_kind '' "${__awsmfa_positionals%% *}" ;;
  esac
  return 0
}

# Where init.bash has been read, that has registered it, and this is read at the first TAB.
builtin declare -F __awsmfa_register_completion >/dev/null || builtin complete -F __awsmfa_complete awsmfa

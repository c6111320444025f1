# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# Completion of `awsmfa`, over what the build and `awsmfa init` wrote down: no process, and nothing typed is evaluated. Works with and without
# bash-completion.

# Alone, without the rest of the integration?
# shellcheck source=/dev/null
builtin declare -F __awsmfa_lines >/dev/null || builtin source "$__awsmfa_folder/tables.bash"
__awsmfa_profiles=()
# The commands and their options. To the end, since there is no NUL.
IFS= builtin read -r -d '' __awsmfa_grammar <"$__awsmfa_folder/../../dist/grammar" || :

# Splits the typed line without evaluating any of it. __awsmfa_words are the finished words, __awsmfa_word the one being typed (quotes
# removed), __awsmfa_kept its part that readline keeps, __awsmfa_quote the quote that is open.
function __awsmfa_split {
  local __awsmfa_i __awsmfa_char __awsmfa_state='' __awsmfa_begun=''
  __awsmfa_words=() __awsmfa_word='' __awsmfa_kept='' __awsmfa_quote=''
  for ((__awsmfa_i = 0; __awsmfa_i < ${#1}; __awsmfa_i++)); do
    __awsmfa_char=${1:__awsmfa_i:1}
    case $__awsmfa_state$__awsmfa_char in
      [\"\']\\) if [[ $__awsmfa_state == \" ]]; then __awsmfa_state=\"\\; else __awsmfa_word+=\\; fi ;;
      \"\\?) __awsmfa_word+=$__awsmfa_char __awsmfa_state=\" ;;
      \\?) __awsmfa_word+=$__awsmfa_char __awsmfa_state='' ;;
      \\) __awsmfa_state=\\ __awsmfa_begun=1 ;;
      \'\' | \"\") __awsmfa_state='' __awsmfa_quote='' __awsmfa_kept=$__awsmfa_word ;;
      [\"\']?) __awsmfa_word+=$__awsmfa_char ;;
      [\"\']) __awsmfa_state=$__awsmfa_char __awsmfa_quote=$__awsmfa_char __awsmfa_kept=$__awsmfa_word __awsmfa_begun=1 ;;
      ' ' | $'\t' | $'\n')
        [[ -z $__awsmfa_begun ]] || __awsmfa_words+=("$__awsmfa_word")
        __awsmfa_word='' __awsmfa_kept='' __awsmfa_begun=''
        ;;
      *)
        __awsmfa_word+=$__awsmfa_char __awsmfa_begun=1
        [[ ${COMP_WORDBREAKS-} != *"$__awsmfa_char"* ]] || __awsmfa_kept=$__awsmfa_word
        ;;
    esac
  done
}

# __awsmfa_offer <before> <word>…: offers the words that begin with what is typed after <before>, in the quotes that are open.
function __awsmfa_offer {
  local __awsmfa_before=$1 __awsmfa_one __awsmfa_quoted __awsmfa_found
  [[ $__awsmfa_word == "$__awsmfa_before"* ]] || return 0
  shift
  __awsmfa_found=()
  # A tight loop over thousands, then a thorough one over those that fit.
  for __awsmfa_one; do
    case $__awsmfa_before$__awsmfa_one in "$__awsmfa_word"*) __awsmfa_found+=("$__awsmfa_before$__awsmfa_one") ;; esac
  done
  for __awsmfa_one in ${__awsmfa_found[@]+"${__awsmfa_found[@]}"}; do
    __awsmfa_one=${__awsmfa_one#"$__awsmfa_kept"}
    case $__awsmfa_quote in
      \') __awsmfa_quoted=${__awsmfa_one//\'/\'\\\'\'} ;;
      \")
        __awsmfa_quoted=${__awsmfa_one//\\/\\\\}
        __awsmfa_quoted=${__awsmfa_quoted//\"/\\\"}
        __awsmfa_quoted=${__awsmfa_quoted//\$/\\\$}
        __awsmfa_quoted=${__awsmfa_quoted//\`/\\\`}
        ;;
      *) builtin printf -v __awsmfa_quoted %q "$__awsmfa_one" ;;
    esac
    COMPREPLY+=("$__awsmfa_quoted")
  done
}

# __awsmfa_offer_kind <before> <kind>: the values of one kind: profiles (`profile`), or the values themselves (`a,b`).
function __awsmfa_offer_kind {
  local __awsmfa_list
  if [[ $2 == profile ]]; then
    __awsmfa_list_profiles
    __awsmfa_offer "$1" ${__awsmfa_profiles[@]+"${__awsmfa_profiles[@]}"}
  else
    __awsmfa_lines "${2//,/$'\n'}"
    __awsmfa_offer "$1" ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}
  fi
}

# Finds the line of $__awsmfa_grammar for the command typed: `command|positional positional|option option=kind|description`.
# __awsmfa_positionals and __awsmfa_options are set; __awsmfa_skip is how many words the command has.
function __awsmfa_find_command {
  local __awsmfa_list __awsmfa_line IFS=$' \t\n'
  __awsmfa_lines "$__awsmfa_grammar"
  for __awsmfa_line in ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}; do
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

# The commands, or the second words of a command that has such.
function __awsmfa_offer_commands {
  local __awsmfa_list __awsmfa_line __awsmfa_names __awsmfa_first=$1
  __awsmfa_names=()
  __awsmfa_lines "$__awsmfa_grammar"
  for __awsmfa_line in ${__awsmfa_list[@]+"${__awsmfa_list[@]}"}; do
    __awsmfa_line=${__awsmfa_line%%|*}
    [[ $__awsmfa_line == "$__awsmfa_first"* ]] || continue
    __awsmfa_line=${__awsmfa_line#"$__awsmfa_first"}
    __awsmfa_line=${__awsmfa_line%% *}
    [[ " ${__awsmfa_names[*]-} " == *" $__awsmfa_line "* ]] || __awsmfa_names+=("$__awsmfa_line")
  done
  __awsmfa_offer '' ${__awsmfa_names[@]+"${__awsmfa_names[@]}"}
}

# What an option takes, into __awsmfa_kind: fails if it is none that takes a value.
function __awsmfa_value_of {
  [[ $__awsmfa_options == *" $1="* ]] || return
  __awsmfa_kind=${__awsmfa_options#*" $1="}
  __awsmfa_kind=${__awsmfa_kind%% *}
}

# What `complete -F` calls: everything comes from what `init` printed; no process is started.
function __awsmfa_complete {
  local __awsmfa_words __awsmfa_word __awsmfa_kept __awsmfa_quote __awsmfa_positionals __awsmfa_options
  local __awsmfa_skip __awsmfa_kind='' __awsmfa_i IFS=$' \t\n'
  COMPREPLY=()
  __awsmfa_split "${COMP_LINE:0:COMP_POINT}"
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

function __awsmfa_offer_options {
  local __awsmfa_list
  __awsmfa_lines "${__awsmfa_options// /$'\n'}"
  __awsmfa_offer '' ${__awsmfa_list[@]+"${__awsmfa_list[@]%%=*}"}
}

# Registered already where it is read at the first TAB.
builtin complete -p awsmfa >/dev/null 2>&1 || builtin complete -F __awsmfa_complete awsmfa

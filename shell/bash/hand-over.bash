# shellcheck shell=bash
# Completion of what stands behind `awsmfa session`, `awsmfa exec … --` or `awsmfa sandbox … --`: that of the other command, as if it were
# typed alone. That may start programs, as it always does, and a list of all commands takes a subshell; nothing typed is evaluated here.

# Is the cursor there? Then COMPREPLY becomes what the other command offers.
function __awsmfa_hand_over {
  local __awsmfa_first=1
  case ${COMP_WORDS[1]-} in
    session) ;;
    exec | sandbox)
      while [[ $__awsmfa_first -lt $COMP_CWORD && ${COMP_WORDS[__awsmfa_first]} != -- ]]; do
        __awsmfa_first=$((__awsmfa_first + 1))
      done
      __awsmfa_first=$((__awsmfa_first + 1))
      ;;
    *) return 1 ;;
  esac
  [[ $COMP_CWORD -gt 1 && $__awsmfa_first -le $COMP_CWORD ]] || return 1
  __awsmfa_complete_from "$__awsmfa_first"
  return 0
}

# __awsmfa_complete_from <number>: completes what is typed without that many of its words; `session` is called `aws` then.
function __awsmfa_complete_from {
  local __awsmfa_rest=$COMP_LINE __awsmfa_i __awsmfa_words
  __awsmfa_words=("${COMP_WORDS[@]}")
  for ((__awsmfa_i = 0; __awsmfa_i < $1; __awsmfa_i++)); do
    __awsmfa_rest=${__awsmfa_rest#*"${__awsmfa_words[__awsmfa_i]}"}
  done
  __awsmfa_rest=${__awsmfa_rest#"${__awsmfa_rest%%[![:blank:]]*}"}
  if [[ $1 == 1 ]]; then
    __awsmfa_rest=aws${__awsmfa_rest#session} __awsmfa_words[1]=aws
  fi
  # As far from the end as it was.
  local COMP_POINT=$((${#__awsmfa_rest} - ${#COMP_LINE} + COMP_POINT)) COMP_CWORD=$((COMP_CWORD - $1))
  local COMP_LINE=$__awsmfa_rest COMP_WORDS
  COMP_WORDS=("${__awsmfa_words[@]:$1}")
  COMPREPLY=()
  if [[ $COMP_CWORD == 0 ]]; then
    __awsmfa_offer_programs "${COMP_WORDS[0]-}"
  else
    __awsmfa_offer_of "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]-}" "${COMP_WORDS[COMP_CWORD - 1]}"
  fi
}

# __awsmfa_offer_programs <typed>: every command there is; files where none begins so.
function __awsmfa_offer_programs {
  # Older shells may look into these.
  [[ $1 != *[\$\`]* ]] || return 0
  builtin compopt -o default 2>/dev/null || :
  __awsmfa_take_lines "$(builtin compgen -c -- "$1")"
}

# __awsmfa_offer_of <command> <typed> <word before> [again]: what the command's own completion offers, else files.
function __awsmfa_offer_of {
  local __awsmfa_spec __awsmfa_rest
  __awsmfa_spec=$({ builtin complete -p -- "$1" || builtin complete -p -- "${1##*/}" || builtin complete -p -D; } 2>/dev/null)
  __awsmfa_rest=${__awsmfa_spec:-complete -o default }
  while [[ $__awsmfa_rest == *' -o '* ]]; do
    __awsmfa_rest=${__awsmfa_rest#*' -o '}
    builtin compopt -o "${__awsmfa_rest%% *}" 2>/dev/null || :
  done
  case $__awsmfa_spec in
    *' -F '*)
      __awsmfa_rest=${__awsmfa_spec#*' -F '}
      # 124: it has read the command's own completion, and wants to be asked again.
      "${__awsmfa_rest%% *}" "$1" "$2" "$3" || [[ $? != 124 || -n ${4-} ]] || __awsmfa_offer_of "$1" "$2" "$3" again
      ;;
    *" -C '"*)
      __awsmfa_rest=${__awsmfa_spec#*" -C '"}
      __awsmfa_rest=${__awsmfa_rest%%"'"*}
      __awsmfa_take_lines "$(COMP_LINE=$COMP_LINE COMP_POINT=$COMP_POINT "$__awsmfa_rest" "$1" "$2" "$3" 2>/dev/null)"
      ;;
    *) builtin compopt -o default 2>/dev/null || : ;;
  esac
}

# __awsmfa_take_lines <text>: adds its lines to COMPREPLY.
function __awsmfa_take_lines {
  local __awsmfa_one
  while IFS= builtin read -r __awsmfa_one; do
    [[ -z $__awsmfa_one ]] || COMPREPLY+=("$__awsmfa_one")
  done <<<"$1"
}

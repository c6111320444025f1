# shellcheck shell=bash disable=SC2154,SC2206 # variables of completion.bash; texts are split into lines
# The typed line as readline has it: into words for completion.bash, and what that found back into the quotes that are open.

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

# The words of __awsmfa_found into COMPREPLY, less what readline keeps and in the quotes that are open: all at once, since a loop over
# thousands would be felt.
function __awsmfa_reply {
  local __awsmfa_text
  [[ ${#__awsmfa_found[@]} -gt 0 ]] || return 0
  [[ -z $__awsmfa_kept ]] || __awsmfa_found=("${__awsmfa_found[@]#"$__awsmfa_kept"}")
  case $__awsmfa_quote in
    \') COMPREPLY=("${__awsmfa_found[@]//\'/\'\\\'\'}") ;;
    \")
      __awsmfa_found=("${__awsmfa_found[@]//\\/\\\\}")
      __awsmfa_found=("${__awsmfa_found[@]//\"/\\\"}")
      __awsmfa_found=("${__awsmfa_found[@]//\$/\\\$}")
      COMPREPLY=("${__awsmfa_found[@]//\`/\\\`}")
      ;;
    *)
      builtin printf -v __awsmfa_text '%q\n' "${__awsmfa_found[@]}"
      COMPREPLY=($__awsmfa_text)
      ;;
  esac
}

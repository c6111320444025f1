# Completion of `awsmfa`, over what the build and `awsmfa init` wrote down: no process, and nothing typed is evaluated.

builtin source "$__awsmfa_folder/tables.zsh"

# The commands with their options, and the profiles: taken apart once per load.
typeset -ga __awsmfa_grammar __awsmfa_profiles
() {
  local text=$(<$__awsmfa_folder/../../dist/grammar)
  local -a __awsmfa_list
  __awsmfa_grammar=(${(f)text})
  __awsmfa_list_profiles
  __awsmfa_profiles=("${__awsmfa_list[@]}")
}

# __awsmfa_offer_kind <kind>: the values of one kind: profiles (`profile`), or the values themselves (`a,b`).
function __awsmfa_offer_kind {
  local expl
  local -a __awsmfa_list
  case $1 in
    profile) _wanted values expl value compadd -a __awsmfa_profiles ;;
    none | '') return 1 ;;
    *)
      __awsmfa_list=(${(s:,:)1})
      _wanted values expl value compadd -a __awsmfa_list
      ;;
  esac
}

# Finds the line of $__awsmfa_grammar for the command typed: `command|positional positional|option option=kind|description`.
function __awsmfa_find_command {
  local line
  local -a parts
  line=${__awsmfa_grammar[(r)${(b)finished[1]}\|*]} skip=1
  [[ -n $line ]] || line=${__awsmfa_grammar[(r)${(b)finished[1]}\ ${(b)finished[2]-}\|*]} skip=2
  [[ -n $line ]] || return
  parts=("${(@s:|:)line}")
  positionals=(${(s: :)parts[2]}) options=(${(s: :)parts[3]})
}

# The commands, or the second words of a command that has such.
function __awsmfa_offer_commands {
  local line name
  local -a parts described
  for line in ${(M)__awsmfa_grammar:#${1}*}; do
    parts=("${(@s:|:)line}")
    name=${parts[1]#$1}
    if [[ $name == *' '* ]]; then
      described+=("${name%% *}")
    else
      described+=("$name:$parts[4]")
    fi
  done
  _describe -t commands 'awsmfa command' described
}

# What an option takes, into $kind: fails if it is none that takes a value.
function __awsmfa_value_of {
  local found=${(M)options:#$1=*}
  kind=${found#*=}
  [[ -n $found ]]
}

# What compdef calls. `words` and CURRENT are of zsh's making.
function __awsmfa_complete {
  # The options that functions of the completion system count on; ours were set back when this function began.
  setopt localoptions ${_comp_options[@]}
  local kind word skip=0
  local -a finished positionals options
  finished=("${(@Q)words[2,CURRENT-1]}")
  if (( ! $#finished )); then
    __awsmfa_offer_commands ''
    return
  fi
  case $finished[1] in
    # zsh completes an alias by what stands behind it: under `alias aws="awsmfa session"` the words are those of aws.
    session)
      words=(aws "${(@)words[3,-1]}")
      (( CURRENT -= 1 ))
      _normal
      return
      ;;
    exec | sandbox)
      if (( $finished[(I)--] )); then
        shift $(( ${finished[(i)--]} + 1 )) words
        (( CURRENT -= ${finished[(i)--]} + 1 ))
        _normal
        return
      fi
      ;;
  esac
  if ! __awsmfa_find_command; then
    (( $#finished == 1 )) && __awsmfa_offer_commands "$finished[1] "
    return
  fi
  shift $skip finished
  while (( $#finished )); do
    word=$finished[1]
    shift finished
    if [[ $word == -- ]]; then
      return 1
    elif [[ $word != -* ]]; then
      shift $(( $#positionals > 0 )) positionals
    elif __awsmfa_value_of "$word"; then
      if (( ! $#finished )); then
        __awsmfa_offer_kind "$kind"
        return
      fi
      shift finished
    fi
  done
  case $PREFIX in
    -*=*)
      __awsmfa_value_of "${PREFIX%%=*}" && compset -P 1 '*=' && __awsmfa_offer_kind "$kind"
      ;;
    -*) compadd -- "${options[@]%%=*}" ;;
    *) __awsmfa_offer_kind "${positionals[1]-}" ;;
  esac
}

# Registered already where it is read at the first TAB.
(( ! $+functions[compdef] )) || [[ ${_comps[awsmfa]-} == __awsmfa_complete ]] || compdef __awsmfa_complete awsmfa

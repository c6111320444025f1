# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# What the prompt hook looks at: it notices changed AWS files and loads once.

# Have the AWS files, or the variables that name them, changed since the load? Builtins only. Of each file $__awsmfa_watch has three
# lines: its path and two stamps, whose times are just before and just after its own; no stamps where there was no file.
function __awsmfa_changed {
  local __awsmfa_i
  [[ ${#__awsmfa_watched[@]} -gt 0 ]] || return
  [[ $__awsmfa_place == "${HOME-}:${AWS_CONFIG_FILE-}:${AWS_SHARED_CREDENTIALS_FILE-}" ]] || return 0
  for ((__awsmfa_i = 0; __awsmfa_i < ${#__awsmfa_watched[@]}; __awsmfa_i += 3)); do
    set -- "${__awsmfa_watched[@]:__awsmfa_i:3}"
    if [[ $2 == - ]]; then
      [[ ! -e $1 ]] || return 0
    elif [[ ! -e $1 || ! -e $2 || ! -e $3 || $1 -ot $2 || $1 -nt $3 ]]; then
      return 0
    fi
  done
  return 1
}

# Loads anew, by Node (`--reload`), since only Node sees the new times.
function __awsmfa_reload {
  local __awsmfa_block __awsmfa_list
  [[ -x $__awsmfa_launcher ]] || return 0
  __awsmfa_lines "$__awsmfa_arguments"
  if __awsmfa_block=$("$__awsmfa_launcher" init bash ${__awsmfa_list[@]+"${__awsmfa_list[@]}"} --reload 2>/dev/null); then
    builtin eval "$__awsmfa_block" || :
  fi
  # What this shell has of the block is this part's again.
  __awsmfa_fetch tables watch || :
  # Once is enough: what still looks changed would start Node at every prompt.
  if __awsmfa_changed; then __awsmfa_watched=(); fi
}

# At each prompt: loads what has changed, and minds the end of the session.
function __awsmfa_look {
  if __awsmfa_changed; then __awsmfa_reload; fi
  [[ -z ${AWS_CREDENTIAL_EXPIRATION-} || $AWS_CREDENTIAL_EXPIRATION == "${__awsmfa_minded-}" ]] || __awsmfa_mind_end
}

__awsmfa_lines "$__awsmfa_watch" __awsmfa_watched

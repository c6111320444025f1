# A prompt hook that notices changed AWS files and loads once.

# Have the AWS files, or the variables that name them, changed since the load? Builtins only. Of each file $__awsmfa_watch has three
# lines: its path and two stamps, whose times are just before and just after its own; no stamps where there was no file.
function __awsmfa_changed {
  local file before after
  (( $#__awsmfa_watched )) || return
  [[ $__awsmfa_place == "${HOME-}:${AWS_CONFIG_FILE-}:${AWS_SHARED_CREDENTIALS_FILE-}" ]] || return 0
  for file before after in "${__awsmfa_watched[@]}"; do
    if [[ $before == - ]]; then
      [[ ! -e $file ]] || return 0
    elif [[ ! -e $file || ! -e $before || ! -e $after || $file -ot $before || $file -nt $after ]]; then
      return 0
    fi
  done
  return 1
}

function __awsmfa_watch_files {
  __awsmfa_watched=(${(f)__awsmfa_watch})
  __awsmfa_place="${HOME-}:${AWS_CONFIG_FILE-}:${AWS_SHARED_CREDENTIALS_FILE-}"
}

# Loads anew, by Node (`--reload`), since only Node sees the new times.
function __awsmfa_reload {
  local __awsmfa_block
  [[ -x $__awsmfa_launcher ]] || return 0
  if __awsmfa_block=$("$__awsmfa_launcher" init zsh ${(f)__awsmfa_arguments} --reload 2>/dev/null); then
    builtin eval "$__awsmfa_block"
  fi
  # Once is enough: what still looks changed would start Node at every prompt.
  if __awsmfa_changed; then __awsmfa_watched=(); fi
}

# Before each prompt; zsh itself keeps the status for the prompts of others. Completion is registered here too, since compinit may
# come after us, or come again.
function __awsmfa_prompt {
  setopt localoptions noxtrace
  if __awsmfa_changed; then __awsmfa_reload; fi
  [[ -z ${AWS_CREDENTIAL_EXPIRATION-} || $AWS_CREDENTIAL_EXPIRATION == "${__awsmfa_minded-}" ]] || __awsmfa_mind_end
  [[ ${_comps[awsmfa]-} == __awsmfa_complete ]] || __awsmfa_register_completion
  return 0
}

function __awsmfa_hook {
  typeset -ga precmd_functions
  (( $precmd_functions[(Ie)__awsmfa_prompt] )) || precmd_functions+=(__awsmfa_prompt)
}

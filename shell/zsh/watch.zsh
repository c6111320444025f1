# What the prompt hook looks at: it notices changed AWS files and loads once.

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

# Loads anew, by Node (`--reload`), since only Node sees the new times.
function __awsmfa_reload {
  local __awsmfa_block
  [[ -x $__awsmfa_launcher ]] || return 0
  if __awsmfa_block=$("$__awsmfa_launcher" init zsh ${(f)__awsmfa_arguments} --reload 2>/dev/null); then
    builtin eval "$__awsmfa_block"
  fi
  # What this shell has of the block is this part's again.
  __awsmfa_fetch watch || :
  # Once is enough: what still looks changed would start Node at every prompt.
  if __awsmfa_changed; then __awsmfa_watched=(); fi
}

# At each prompt: loads what has changed, and minds the end of the session.
function __awsmfa_look {
  if __awsmfa_changed; then __awsmfa_reload; fi
  [[ -z ${AWS_CREDENTIAL_EXPIRATION-} || $AWS_CREDENTIAL_EXPIRATION == "${__awsmfa_minded-}" ]] || __awsmfa_mind_end
}

typeset -ga __awsmfa_watched
__awsmfa_watched=(${(f)__awsmfa_watch})

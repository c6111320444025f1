# A function for each profile, where the name is free in this very shell.

# What each of them looks like, to tell ours from what somebody has changed since.
function __awsmfa_pattern {
  __awsmfa_switch "$@"
}

# What an earlier load defined into `reply`, but for what somebody has changed since.
function __awsmfa_find_ours {
  local name
  reply=()
  for name in ${(k)__awsmfa_profile_of}; do
    [[ ${functions[$name]-} != $functions[__awsmfa_pattern] ]] || reply+=("$name")
  done
}

# Takes it back.
function __awsmfa_withdraw {
  local -a reply
  __awsmfa_find_ours
  (( ! $#reply )) || unfunction -- $reply
}

# The names that begin with the prefix and are a command, alias, builtin or function already. One glob over PATH, not a hash of it all.
function __awsmfa_taken {
  local pattern="$__awsmfa_prefix*"
  reply=(
    ${(k)functions[(I)$pattern]} ${(k)aliases[(I)$pattern]} ${(k)galiases[(I)$pattern]}
    ${(k)builtins[(I)$pattern]} ${(M)reswords:#${~pattern}} ${^path}/${~pattern}(N-*:t)
  )
}

# Defines a function for each profile.
function __awsmfa_define {
  local name
  local -a names profiles reply
  local -A others
  __awsmfa_withdraw
  names=(${(f)__awsmfa_names})
  profiles=(${names#$__awsmfa_prefix})
  __awsmfa_profile_of=(${names:^profiles} ${(f)__awsmfa_renamed})
  names=(${(k)__awsmfa_profile_of})
  __awsmfa_taken
  names=(${names:|reply})
  others=(${(f)__awsmfa_others})
  for name in ${${(k)others}:#-}; do
    builtin whence -- $name >/dev/null 2>&1 || names+=("$name")
  done
  __awsmfa_profile_of+=("${(@kv)others}")
  # All at once: one definition each would take zsh seconds for thousands. `function`, since an alias of a name is a syntax error before ().
  (( ! $#names )) || function $names {
    __awsmfa_switch "$@"
  }
}

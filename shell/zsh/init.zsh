# The zsh side of awsmfa, for zsh 5.3 and newer.
#
# `awsmfa init zsh` prints assignments to __awsmfa_{folder,file,launcher,prefix,names,…} and then has this
# file sourced by `emulate zsh -o noaliases -c`: no alias and no option of the person's reaches into it, and each function defined
# here runs under the same options again. Of `set -eu` only -e and -u reach in. Every new shell reads this file to its end: it holds what
# a start needs, and no more.

# Is the command still where it was when this shell started?
function __awsmfa_reachable {
  [[ ! -x $__awsmfa_launcher ]] || return 0
  print -ru2 -- "awsmfa: $__awsmfa_launcher is gone: install it again, then open a new shell"
  return 127
}

# Says why what was typed cannot be done: the installation is gone, or has other parts than when this shell started. Always fails.
function __awsmfa_gone {
  __awsmfa_reachable || return
  print -ru2 -- "awsmfa: $__awsmfa_folder has changed: open a new shell"
  return 127
}

# __awsmfa_fetch <part>…: reads parts that were put off. Fails where the installation has vanished.
function __awsmfa_fetch {
  local part
  for part in $__awsmfa_folder/${^@}.zsh; do
    [[ -r $part ]] || return
    builtin emulate zsh -o noaliases -c 'builtin source "$part"'
  done
}

# What a shell may never need is read when it is first called: the part defines the function anew.
function awsmfa { if __awsmfa_fetch switch; then awsmfa "$@"; else __awsmfa_gone; fi }
function __awsmfa_switch { if __awsmfa_fetch switch; then __awsmfa_switch "$@"; else __awsmfa_gone; fi }
function __awsmfa_use { if __awsmfa_fetch tables switch use; then __awsmfa_use "$@"; else __awsmfa_gone; fi }
function __awsmfa_short { __awsmfa_fetch status && __awsmfa_short }
function __awsmfa_seconds_left { __awsmfa_fetch status && __awsmfa_seconds_left }
function __awsmfa_mind_end { __awsmfa_fetch switch renew && __awsmfa_mind_end }
function __awsmfa_complete { __awsmfa_fetch completion && __awsmfa_complete "$@" }

# What every aws_<profile> calls; its name tells the profile.
function __awsmfa_named {
  setopt localoptions noxtrace
  __awsmfa_switch "$funcstack[2]" "$@"
}

# What each of them looks like, to tell ours from what somebody has changed since.
function __awsmfa_pattern {
  __awsmfa_named "$@"
}

# The names that begin with the prefix and are a command, alias, builtin or function already. One glob over PATH, not a hash of it all, and
# no folder twice: /bin is /usr/bin on most systems.
function __awsmfa_taken {
  local pattern="$__awsmfa_prefix*"
  reply=(${(u)${path:A}})
  reply=(
    ${(k)functions[(I)$pattern]} ${(k)aliases[(I)$pattern]} ${(k)galiases[(I)$pattern]}
    ${(k)builtins[(I)$pattern]} ${(M)reswords:#${~pattern}} ${^reply}/${~pattern}(N-*:t)
  )
}

# Defines a function for each profile, where the name is free in this very shell.
function __awsmfa_define {
  local name
  local -a reply
  local -A others
  (( ! $#__awsmfa_defined )) || { __awsmfa_fetch ours && __awsmfa_withdraw }
  __awsmfa_profile_of=(${(f)__awsmfa_renamed})
  __awsmfa_taken
  __awsmfa_defined=(${(f)__awsmfa_names} ${(k)__awsmfa_profile_of})
  __awsmfa_defined=(${__awsmfa_defined:|reply})
  others=(${(f)__awsmfa_others})
  for name in ${${(k)others}:#-}; do
    builtin whence -- $name >/dev/null 2>&1 || __awsmfa_defined+=("$name")
  done
  __awsmfa_profile_of+=("${(@kv)others}")
  # All at once: one definition each would take zsh seconds for thousands. `function`, since an alias of a name is a syntax error before ().
  (( ! $#__awsmfa_defined )) || function $__awsmfa_defined {
    __awsmfa_named "$@"
  }
}

# Before each prompt; zsh itself keeps the status for the prompts of others. Completion is registered here too, since compinit may
# come after us, or come again.
function __awsmfa_prompt {
  setopt localoptions noxtrace
  __awsmfa_look || :
  [[ ${_comps[awsmfa]-} == __awsmfa_complete ]] || __awsmfa_register_completion
  return 0
}

# Looks for changed files. At the first prompt they are as they were a moment ago: what looks at them is read at the second.
function __awsmfa_look {
  function __awsmfa_look { __awsmfa_fetch watch && __awsmfa_look }
  [[ -z ${AWS_CREDENTIAL_EXPIRATION-} ]] || __awsmfa_look
}

# Where compinit has run. The pattern serves commands without a completion of their own.
function __awsmfa_register_completion {
  (( $+functions[compdef] )) || return 0
  compdef __awsmfa_complete awsmfa
  compdef -P __awsmfa_complete_nothing "$__awsmfa_prefix*"
}

# Nothing is left to say after `aws_<profile> `; other commands of that prefix keep their file names.
function __awsmfa_complete_nothing {
  if [[ ${functions[${words[1]}]-} != $functions[__awsmfa_pattern] ]]; then
    # Before a pattern's function zsh sets that the default is left out.
    _compskip=
    return 1
  fi
  _compskip=all
}

typeset -gA __awsmfa_profile_of
typeset -ga __awsmfa_defined
typeset -g __awsmfa_place="${HOME-}:${AWS_CONFIG_FILE-}:${AWS_SHARED_CREDENTIALS_FILE-}"
__awsmfa_define
if [[ -o interactive ]]; then
  typeset -ga precmd_functions
  (( $precmd_functions[(Ie)__awsmfa_prompt] )) || precmd_functions+=(__awsmfa_prompt)
  __awsmfa_register_completion
fi
[[ -z $__awsmfa_aws ]] || __awsmfa_fetch watch aws
# Also where an earlier load defined it and this one should not.
(( ! $+functions[__awsmfa_define_aws] )) || __awsmfa_define_aws

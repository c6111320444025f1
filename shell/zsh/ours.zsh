# Which functions are ours, for loading again and for `list`.

# What was defined into `reply`, but for what somebody has changed since.
function __awsmfa_find_ours {
  local name
  reply=()
  for name in $__awsmfa_defined; do
    [[ ${functions[$name]-} != $functions[__awsmfa_pattern] ]] || reply+=("$name")
  done
}

# Takes it back.
function __awsmfa_withdraw {
  local -a reply
  __awsmfa_find_ours
  (( ! $#reply )) || unfunction -- $reply
}

# `init --alias-aws`: `aws` with the session it needs. It says what `alias aws="awsmfa session"` says, without Node where that is certain.

# What the function `aws` calls.
function __awsmfa_aws {
  if __awsmfa_is_unaided "$@"; then
    command aws "$@"
  else
    __awsmfa_reachable && "$__awsmfa_launcher" session "$@"
  fi
}

# Would `awsmfa session` hand these words on as they are? Builtins only; fails at any doubt. src/commands/session-need.ts says the same.
function __awsmfa_is_unaided {
  setopt localoptions noxtrace
  local __awsmfa_named= __awsmfa_end=${AWS_CREDENTIAL_EXPIRATION-} __awsmfa_left __awsmfa_keys=
  # Our own words, which aws has not.
  [[ ${1-} != (-p|--(duration|account|role|external-id|session-policy|policy-arn|tag)*) ]] || return
  __awsmfa_find_named "$@" || return
  [[ -z ${AWS_ACCESS_KEY_ID-} || -z ${AWS_SECRET_ACCESS_KEY-} ]] || __awsmfa_keys=1
  if [[ -n $__awsmfa_named ]]; then
    __awsmfa_is_plain "$__awsmfa_named"
  elif [[ -z $__awsmfa_keys && -n ${AWS_PROFILE-} && $AWS_PROFILE == "${AWSMFA_SELECTED-}" ]]; then
    return 0
  elif (( ${+AWSMFA_PROFILE} )); then
    [[ -n $AWSMFA_PROFILE && -n $__awsmfa_keys ]] || return
    [[ -z $__awsmfa_end ]] || { __awsmfa_seconds_left && (( __awsmfa_left > 0 )); }
  elif [[ -n $__awsmfa_keys ]]; then
    [[ -z ${AWS_MFA_SERIAL-} ]]
  else
    __awsmfa_is_plain "${AWS_PROFILE:-${AWS_DEFAULT_PROFILE:-default}}"
  fi
}

# The profile that --profile names into __awsmfa_named. Fails for what only a thorough look can tell.
function __awsmfa_find_named {
  while (( $# )); do
    case $1 in
      --) return 1 ;;
      --profile|--profile=*)
        [[ -z $__awsmfa_named ]] || return
        [[ $1 == *=* ]] || shift
        __awsmfa_named=${${1-}#--profile=}
        [[ $__awsmfa_named != (|-*) ]] || return
        ;;
      # Any beginning of the option serves the AWS CLI.
      --p*) [[ --profile != "${1%%=*}"* ]] || return ;;
    esac
    (( ! $# )) || shift
  done
}

# Is it a profile that needs nothing of ours, by files that are as they were?
function __awsmfa_is_plain {
  [[ -z ${AWS_MFA_SERIAL-} ]] && (( $#__awsmfa_watched && ${${(f)__awsmfa_unaided}[(Ie)$1]} )) && ! __awsmfa_changed
}

# Defines `aws`, where there is such a program and nobody else's function or alias; or takes ours back.
function __awsmfa_define_aws {
  if (( $+functions[aws] )); then
    [[ $functions[aws] == *'__awsmfa_aws "$@"'* ]] || return 0
    unfunction aws
  fi
  [[ -n $__awsmfa_aws ]] || return 0
  (( ! $+aliases[aws] && ! $+galiases[aws] )) && builtin whence -p aws >/dev/null || return 0
  function aws {
    __awsmfa_aws "$@"
  }
}

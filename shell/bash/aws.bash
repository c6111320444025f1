# shellcheck shell=bash disable=SC2154 # the __awsmfa_ variables come from the block that `awsmfa init` prints
# `init --alias-aws`: `aws` with the session it needs. It says what `alias aws="awsmfa session"` says, without Node where that is certain.

# What the function `aws` calls.
function __awsmfa_aws {
  if __awsmfa_is_unaided "$@"; then
    builtin command aws "$@"
  else
    __awsmfa_reachable && "$__awsmfa_launcher" session "$@"
  fi
}

# Would `awsmfa session` hand these words on as they are? Builtins only; fails at any doubt. src/commands/session-need.ts says the same.
function __awsmfa_is_unaided {
  local __awsmfa_named='' __awsmfa_end=${AWS_CREDENTIAL_EXPIRATION-} __awsmfa_left __awsmfa_keys=''
  # Our own words, which aws has not.
  case ${1-} in
    -p | --duration* | --account* | --role* | --external-id* | --session-policy* | --policy-arn* | --tag*) return 1 ;;
  esac
  __awsmfa_find_named "$@" || return
  [[ -z ${AWS_ACCESS_KEY_ID-} || -z ${AWS_SECRET_ACCESS_KEY-} ]] || __awsmfa_keys=1
  if [[ -n $__awsmfa_named ]]; then
    __awsmfa_is_plain "$__awsmfa_named"
  elif [[ -z $__awsmfa_keys && -n ${AWS_PROFILE-} && $AWS_PROFILE == "${AWSMFA_SELECTED-}" ]]; then
    return 0
  elif [[ -n ${AWSMFA_PROFILE+x} ]]; then
    [[ -n $AWSMFA_PROFILE && -n $__awsmfa_keys ]] || return
    [[ -z $__awsmfa_end ]] || { __awsmfa_seconds_left && ((__awsmfa_left > 0)); }
  elif [[ -n $__awsmfa_keys ]]; then
    [[ -z ${AWS_MFA_SERIAL-} ]]
  else
    __awsmfa_is_plain "${AWS_PROFILE:-${AWS_DEFAULT_PROFILE:-default}}"
  fi
}

# The profile that --profile names into __awsmfa_named. Fails for what only a thorough look can tell.
function __awsmfa_find_named {
  while [[ $# -gt 0 ]]; do
    case $1 in
      --) return 1 ;;
      --profile | --profile=*)
        [[ -z $__awsmfa_named ]] || return
        [[ $1 == *=* ]] || shift
        __awsmfa_named=${1-}
        __awsmfa_named=${__awsmfa_named#--profile=}
        case $__awsmfa_named in '' | -*) return 1 ;; esac
        ;;
      # Any beginning of the option serves the AWS CLI.
      --p*) [[ --profile != "${1%%=*}"* ]] || return ;;
    esac
    [[ $# -eq 0 ]] || shift
  done
}

# Is it a profile that needs nothing of ours, by files that are as they were?
function __awsmfa_is_plain {
  local __awsmfa_all=$'\n'$__awsmfa_unaided$'\n'
  [[ -z ${AWS_MFA_SERIAL-} && ${#__awsmfa_watched[@]} -gt 0 && $__awsmfa_all == *$'\n'"$1"$'\n'* ]] || return
  ! __awsmfa_changed
}

# Defines `aws`, where there is such a program and nobody else's function or alias; or takes ours back.
function __awsmfa_define_aws {
  if builtin declare -F aws >/dev/null; then
    case $(builtin declare -f aws) in
      *' __awsmfa_aws "$@"'*) builtin unset -f aws ;;
      *) return 0 ;;
    esac
  fi
  [[ -n $__awsmfa_aws ]] || return 0
  if builtin alias aws >/dev/null 2>&1 || ! builtin type -P aws >/dev/null; then return 0; fi
  # shellcheck disable=SC2317 # for the person
  function aws {
    __awsmfa_aws "$@"
  }
}

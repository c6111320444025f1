# The end of the session that this shell holds: told at the prompt, or with `init --renew` put off where that takes no code.

# Before each prompt; builtins only. Each end is minded once, so that a renewal that fails is not tried at every prompt.
function __awsmfa_mind_end {
  local __awsmfa_end=${AWS_CREDENTIAL_EXPIRATION-} __awsmfa_left __awsmfa_margin=0 __awsmfa_status=0
  [[ -n $__awsmfa_end && $__awsmfa_end != "${__awsmfa_minded-}" ]] || return 0
  [[ -n ${AWSMFA_PROFILE-} && -n ${AWS_ACCESS_KEY_ID-} ]] || return 0
  [[ -z $__awsmfa_renew ]] || __awsmfa_find_margin
  __awsmfa_seconds_left || return 0
  (( __awsmfa_left <= __awsmfa_margin )) || return 0
  # First of all, since Ctrl-C may end what follows.
  typeset -g __awsmfa_minded=$__awsmfa_end
  if [[ -n $__awsmfa_renew ]]; then
    __awsmfa_renew_session && return 0
    __awsmfa_status=$?
  fi
  __awsmfa_tell_end
}

# The same margin as that of the sessions that are handed out, but never so long that a new session would be within it.
function __awsmfa_find_margin {
  case ${AWSMFA_MIN_TTL-} in
    [0-9] | [0-9][0-9] | [0-2][0-9][0-9]) __awsmfa_margin=$(( 10#$AWSMFA_MIN_TTL )) ;;
    *) __awsmfa_margin=300 ;;
  esac
}

# Without a question, and without a word: what there is to say is said in one line. A role that is held on top of the profile's session is
# found by the command itself, in the environment.
function __awsmfa_renew_session {
  local +x __awsmfa_profile=$AWSMFA_PROFILE __awsmfa_code= __awsmfa_unattended=1
  [[ -z ${AWSMFA_ROLE-} ]] || __awsmfa_profile=
  __awsmfa_export 2>/dev/null
}

# Why a renewal failed, its status tells (0: none was tried).
function __awsmfa_tell_end {
  local what='has ended' why= whose=${AWSUME_PROFILE:-$AWSMFA_PROFILE} next='<MFA code>'
  [[ -n ${AWSMFA_ROLE-} ]] || next=${(V)${(q)AWSMFA_PROFILE}}
  if (( __awsmfa_left > 0 )); then
    what="ends in $(( __awsmfa_left / 60 )) min and could not be renewed by itself"
  elif [[ -n $__awsmfa_renew ]]; then
    what='has ended and could not be renewed by itself'
  fi
  case $__awsmfa_status in
    1) why=' (AWS refused or could not be reached)' ;;
    4) why=' (it takes an MFA code)' ;;
  esac
  print -ru2 -- "awsmfa: the session of ${(V)whose} $what$why; type: awsmfa use $next"
}

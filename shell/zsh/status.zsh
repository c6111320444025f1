# `awsmfa status --short`, made for prompts: from the environment, without Node. src/output/status-line.ts says the same.

# Fails in silence where only Node can tell: an end that is written in another way, a name with control characters.
function __awsmfa_short {
  local __awsmfa_label=${AWSUME_PROFILE:-${AWSMFA_PROFILE-}} __awsmfa_end=${AWS_CREDENTIAL_EXPIRATION-} __awsmfa_left=
  [[ -n ${AWS_ACCESS_KEY_ID-} || ( -n ${AWSMFA_SELECTED-} && ${AWS_PROFILE-} == "$AWSMFA_SELECTED" ) ]] || return 0
  [[ -n $__awsmfa_label ]] || return 0
  [[ $__awsmfa_label != *[[:cntrl:]]* ]] || return
  [[ -z $__awsmfa_end ]] || __awsmfa_short_left || return
  print -r -- "$__awsmfa_label$__awsmfa_left"
}

# The time until $__awsmfa_end into $__awsmfa_left.
function __awsmfa_short_left {
  __awsmfa_seconds_left || return
  if (( __awsmfa_left < 0 )); then
    __awsmfa_left=' ended'
  elif (( __awsmfa_left < 3600 )); then
    __awsmfa_left=" $(( __awsmfa_left / 60 ))m"
  else
    __awsmfa_left=" $(( __awsmfa_left / 3600 ))h$(( __awsmfa_left / 60 % 60 ))m"
  fi
}

# The seconds until $__awsmfa_end into $__awsmfa_left. Every number is looked at as text before arithmetic, which would run what stands in x[$(…)].
function __awsmfa_seconds_left {
  local d='[0123456789][0123456789]' now
  local -i year month day hour minute second
  [[ $__awsmfa_end == ${~d}${~d}-${~d}-${~d}T${~d}:${~d}:${~d}Z ]] || return
  year=10#${__awsmfa_end[1,4]} month=10#${__awsmfa_end[6,7]} day=10#${__awsmfa_end[9,10]}
  hour=10#${__awsmfa_end[12,13]} minute=10#${__awsmfa_end[15,16]} second=10#${__awsmfa_end[18,19]}
  (( month >= 1 && month <= 12 && day >= 1 && day <= 31 )) || return
  (( hour <= 23 && minute <= 59 && second <= 59 )) || return
  # The prompt's own clock, since the shell's is in a module.
  now='%D{%s}' now=${(%)now}
  # Days since 1970, the year taken to begin in March.
  (( month = (month + 9) % 12, year -= month / 10, 1 ))
  (( day += 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 - 719469, 1 ))
  __awsmfa_left=$(( (day * 24 + hour) * 3600 + minute * 60 + second - now ))
}

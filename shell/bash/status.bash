# shellcheck shell=bash
# `awsmfa status --short`, made for prompts: from the environment, without Node. src/output/status-line.ts says the same.

# Fails in silence where only Node can tell: an end that is written in another way, a name with control characters.
function __awsmfa_short {
  local __awsmfa_label=${AWSUME_PROFILE:-${AWSMFA_PROFILE-}} __awsmfa_end=${AWS_CREDENTIAL_EXPIRATION-} __awsmfa_left=''
  [[ -n ${AWS_ACCESS_KEY_ID-} || (-n ${AWSMFA_SELECTED-} && ${AWS_PROFILE-} == "$AWSMFA_SELECTED") ]] || return 0
  [[ -n $__awsmfa_label ]] || return 0
  [[ $__awsmfa_label != *[[:cntrl:]]* ]] || return
  [[ -z $__awsmfa_end ]] || __awsmfa_short_left || return
  builtin printf '%s%s\n' "$__awsmfa_label" "$__awsmfa_left"
}

# The time until $__awsmfa_end into $__awsmfa_left.
function __awsmfa_short_left {
  __awsmfa_seconds_left || return
  if ((__awsmfa_left < 0)); then
    __awsmfa_left=' ended'
  elif ((__awsmfa_left < 3600)); then
    __awsmfa_left=" $((__awsmfa_left / 60))m"
  else
    __awsmfa_left=" $((__awsmfa_left / 3600))h$((__awsmfa_left / 60 % 60))m"
  fi
}

# The seconds until $__awsmfa_end into $__awsmfa_left. Every number is looked at as text before arithmetic, which would run what stands in x[$(…)].
function __awsmfa_seconds_left {
  local __awsmfa_d='[0123456789][0123456789]' __awsmfa_t=$__awsmfa_end __awsmfa_now __awsmfa_y
  local __awsmfa_month __awsmfa_day __awsmfa_hour __awsmfa_minute __awsmfa_second
  # shellcheck disable=SC2053 # a pattern
  [[ $__awsmfa_t == $__awsmfa_d$__awsmfa_d-$__awsmfa_d-${__awsmfa_d}T$__awsmfa_d:$__awsmfa_d:${__awsmfa_d}Z ]] || return
  __awsmfa_y=$((10#${__awsmfa_t:0:4})) __awsmfa_month=$((10#${__awsmfa_t:5:2})) __awsmfa_day=$((10#${__awsmfa_t:8:2}))
  __awsmfa_hour=$((10#${__awsmfa_t:11:2})) __awsmfa_minute=$((10#${__awsmfa_t:14:2})) __awsmfa_second=$((10#${__awsmfa_t:17:2}))
  ((__awsmfa_month >= 1 && __awsmfa_month <= 12 && __awsmfa_day >= 1 && __awsmfa_day <= 31)) || return
  ((__awsmfa_hour <= 23 && __awsmfa_minute <= 59 && __awsmfa_second <= 59)) || return
  __awsmfa_clock || return
  # Days since 1970, the year taken to begin in March.
  __awsmfa_month=$(((__awsmfa_month + 9) % 12)) __awsmfa_y=$((__awsmfa_y - __awsmfa_month / 10))
  __awsmfa_day=$((365 * __awsmfa_y + __awsmfa_y / 4 - __awsmfa_y / 100 + __awsmfa_y / 400 + (153 * __awsmfa_month + 2) / 5 + __awsmfa_day - 719469))
  __awsmfa_left=$(((__awsmfa_day * 24 + __awsmfa_hour) * 3600 + __awsmfa_minute * 60 + __awsmfa_second - __awsmfa_now))
}

# The time into __awsmfa_now. Before bash 4.2 no builtin tells it: one `date`, and from there on the seconds that the shell counts.
function __awsmfa_clock {
  if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
    builtin printf -v __awsmfa_now '%(%s)T' -1
    return
  fi
  [[ -n ${__awsmfa_started-} ]] || {
    __awsmfa_now=$(builtin command date +%s) || return
    __awsmfa_started=$((__awsmfa_now - ${SECONDS:-0}))
  }
  __awsmfa_now=$((__awsmfa_started + ${SECONDS:-0}))
}

# `awsmfa status --short`, made for prompts: from the environment, without Node. src/output/status-line.ts says the same.

# Fails in silence where only Node can tell: an end that is written in another way, a name with control characters.
function __awsmfa_short
    set -l fish_trace
    set -l label $AWSUME_PROFILE
    test -n "$label"; or set label $AWSMFA_PROFILE
    test -n "$label"; or return 0
    if test -z "$AWS_ACCESS_KEY_ID"
        test -n "$AWSMFA_SELECTED"; and test "$AWS_PROFILE" = "$AWSMFA_SELECTED"; or return 0
    end
    not string match -qr -- '\p{Cc}' "$label"; or return
    set -l left
    if test -n "$AWS_CREDENTIAL_EXPIRATION"
        set left (__awsmfa_short_left); or return
    end
    builtin echo -- "$label$left"
end

function __awsmfa_short_left
    set -l fish_trace
    set -l left (__awsmfa_seconds_left); or return
    if test $left -lt 0
        builtin echo ' ended'
    else if test $left -lt 3600
        builtin echo " "(builtin math "floor($left / 60)")m
    else
        builtin echo " "(builtin math "floor($left / 3600)")h(builtin math "floor($left / 60) % 60")m
    end
end

# Prints the seconds until $AWS_CREDENTIAL_EXPIRATION.
function __awsmfa_seconds_left
    set -l t (string match -r -- '^([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])Z\z' "$AWS_CREDENTIAL_EXPIRATION"); or return
    set -l now (__awsmfa_clock); or return
    # Days since 1970, the year taken to begin in March.
    set -l month (builtin math "($t[3] + 9) % 12")
    set -l year (builtin math "$t[2] - floor($month / 10)")
    set -l day (builtin math "365 * $year + floor($year / 4) - floor($year / 100) + floor($year / 400) + floor((153 * $month + 2) / 5) + $t[4] - 719469")
    builtin math "($day * 24 + $t[5]) * 3600 + $t[6] * 60 + $t[7] - $now"
end

# Prints the time. fish has no clock, but from 3.6 on it tells how old a file is; before, one `date`.
function __awsmfa_clock
    # Not as it stands: an older fish takes a builtin that it does not know for a syntax error of this file.
    builtin contains -- path (builtin -n)
    and eval 'set -l written (builtin path mtime -- / 2>/dev/null)
        and set -l age (builtin path mtime -R -- / 2>/dev/null)
        and builtin math $written + $age'
    or command date +%s
end

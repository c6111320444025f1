# The end of the session that this shell holds: told at the prompt, or with `init --renew` put off where that takes no code.

# Before each prompt; builtins only. Each end is minded once, so that a renewal that fails is not tried at every prompt.
function __awsmfa_mind_end
    test -n "$AWS_CREDENTIAL_EXPIRATION"; and test "$AWS_CREDENTIAL_EXPIRATION" != "$__awsmfa_minded"; or return 0
    test -n "$AWSMFA_PROFILE"; and test -n "$AWS_ACCESS_KEY_ID"; or return 0
    set -l margin 0
    # The same margin as that of the sessions that are handed out, but never so long that a new session would be within it.
    if test -n "$__awsmfa_renew"
        set margin 300
        string match -qr -- '^([0-2]?[0-9])?[0-9]\z' "$AWSMFA_MIN_TTL"; and set margin $AWSMFA_MIN_TTL
    end
    set -l left (__awsmfa_seconds_left); or return 0
    test $left -le $margin; or return 0
    # First of all, since Ctrl-C may end what follows.
    set -g __awsmfa_minded $AWS_CREDENTIAL_EXPIRATION
    set -l failure 0
    if test -n "$__awsmfa_renew"
        __awsmfa_renew_session; and return 0
        set failure $status
    end
    __awsmfa_tell_end $left $failure
end

# Without a question, and without a word: what there is to say is said in one line. A role that is held on top of the profile's session is
# found by the command itself, in the environment.
function __awsmfa_renew_session
    set -lx AWSMFA_UNATTENDED 1
    set -l profile $AWSMFA_PROFILE
    test -z "$AWSMFA_ROLE"; or set profile
    __awsmfa_export "$profile" '' 2>/dev/null
end

# __awsmfa_tell_end <seconds left> <status of the renewal; 0: none was tried>
function __awsmfa_tell_end
    set -l what 'has ended'
    set -l whose $AWSUME_PROFILE
    test -n "$whose"; or set whose $AWSMFA_PROFILE
    set -l next '<MFA code>'
    test -n "$AWSMFA_ROLE"; or set next (string escape -- $AWSMFA_PROFILE)
    if test $argv[1] -gt 0
        set what "ends in "(builtin math "floor($argv[1] / 60)")" min and could not be renewed by itself"
    else if test -n "$__awsmfa_renew"
        set what 'has ended and could not be renewed by itself'
    end
    switch $argv[2]
        case 1
            set what "$what (AWS refused or could not be reached)"
        case 4
            set what "$what (it takes an MFA code)"
    end
    builtin echo "awsmfa: the session of "(string escape -- $whose)" $what; type: awsmfa use $next" >&2
end

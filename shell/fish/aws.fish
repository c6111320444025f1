# `init --alias-aws`: `aws` with the session it needs. It says what `alias aws="awsmfa session"` says, without Node where that is certain.

# What the function `aws` calls.
function __awsmfa_aws
    if __awsmfa_is_unaided $argv
        command aws $argv
    else
        __awsmfa_reachable; and "$__awsmfa_launcher" session $argv
    end
end

# Would `awsmfa session` hand these words on as they are? Builtins only; fails at any doubt. src/commands/session-need.ts says the same.
function __awsmfa_is_unaided
    set -l fish_trace
    # Our own words, which aws has not.
    string match -qr -- '^(-p\z|--(duration|account|role|external-id|session-policy|policy-arn|tag))' "$argv[1]"; and return 1
    set -l named (__awsmfa_find_named $argv); or return
    set -l keys
    test -n "$AWS_ACCESS_KEY_ID"; and test -n "$AWS_SECRET_ACCESS_KEY"; and set keys 1
    if test -n "$named"
        __awsmfa_is_plain $named
    else if test -z "$keys"; and test -n "$AWS_PROFILE"; and test "$AWS_PROFILE" = "$AWSMFA_SELECTED"
        return 0
    else if set -q AWSMFA_PROFILE
        test -n "$AWSMFA_PROFILE"; and test -n "$keys"; or return
        test -z "$AWS_CREDENTIAL_EXPIRATION"; and return
        set -l left (__awsmfa_seconds_left); and test $left -gt 0
    else if test -n "$keys"
        test -z "$AWS_MFA_SERIAL"
    else
        for profile in "$AWS_PROFILE" "$AWS_DEFAULT_PROFILE" default
            test -n "$profile"; or continue
            __awsmfa_is_plain $profile
            return
        end
    end
end

# Prints the profile that --profile names. Fails for what only a thorough look can tell.
function __awsmfa_find_named
    set -l named
    while set -q argv[1]
        switch $argv[1]
            case --
                return 1
            case --profile '--profile=*'
                test -z "$named"; or return
                test $argv[1] = --profile; and set -e argv[1]
                set named (string replace -r -- '^--profile=' '' "$argv[1]" | string collect)
                string match -qr -- '^(-|\z)' "$named"; and return 1
            case '--p*'
                # Any beginning of the option serves the AWS CLI.
                string match -qr -- '^--p(r(o(f(i(l(e)?)?)?)?)?)?(=|\z)' $argv[1]; and return 1
        end
        set -e argv[1]
    end
    test -z "$named"; or builtin printf %s\n $named | string collect
    return 0
end

# Is it a profile that needs nothing of ours, by files that are as they were?
function __awsmfa_is_plain
    test -z "$AWS_MFA_SERIAL"; or return
    set -q __awsmfa_watched; or __awsmfa_watch_files
    set -q __awsmfa_watched[1]; or return
    builtin contains -- $argv[1] (string split -- \n $__awsmfa_unaided); or return
    not __awsmfa_changed
end

# Switching: the functions that a person types. An MFA code travels in the environment of the one command that needs it, which other
# users cannot see as they can arguments.

# Is the command still where it was when this shell started?
function __awsmfa_reachable
    test -x "$__awsmfa_launcher"; and return
    builtin echo "awsmfa: $__awsmfa_launcher is gone: install it again, then open a new shell" >&2
    return 127
end

# __awsmfa_apply <arguments>: asks the command for code and runs it in this shell. Returns the command's status.
function __awsmfa_apply
    set -l fish_trace
    __awsmfa_reachable; or return
    set -l __awsmfa_answer
    # fish hands a function's redirection on to all but what stands in parentheses.
    if set -q AWSMFA_UNATTENDED
        set __awsmfa_answer ("$__awsmfa_launcher" $argv 2>/dev/null)
    else
        set __awsmfa_answer ("$__awsmfa_launcher" $argv)
    end
    set -l __awsmfa_status $status
    if test $__awsmfa_status != 0
        # Killed at the prompt, the command leaves the terminal masked. fish mends it at its own prompt, but not for the rest of this line.
        test $__awsmfa_status -gt 128; and command stty echo icanon iexten isig icrnl </dev/tty 2>/dev/null
        return $__awsmfa_status
    end
    # `eval` would put blanks where the newlines were.
    string join -- \n $__awsmfa_answer | builtin source
end

# __awsmfa_switch <profile> [code] [options]: what every aws_<profile> calls. A code typed in two halves is one code.
function __awsmfa_switch
    set -l fish_trace
    set -l __awsmfa_profile $argv[1]
    set -l __awsmfa_code
    set -e argv[1]
    while test (builtin count $argv) -gt 0; and not string match -q -- '-*' $argv[1]
        set __awsmfa_code "$__awsmfa_code$argv[1]"
        set -e argv[1]
    end
    __awsmfa_export "$__awsmfa_profile" "$__awsmfa_code" $argv
end

# __awsmfa_export <profile> <code> [options]: keep the shape of the call: the launcher answers exactly this one without starting Node.
function __awsmfa_export
    set -l fish_trace
    set -l __awsmfa_arguments exports --shell fish $argv[3..-1]
    switch "$argv[1]"
        case ''
        case '-*'
            set __awsmfa_arguments exports --profile=$argv[1] --shell fish $argv[3..-1]
        case '*'
            set __awsmfa_arguments exports $argv[1] --shell fish $argv[3..-1]
    end
    if test -n "$argv[2]"
        set -lx AWSMFA_CODE $argv[2]
        __awsmfa_apply $__awsmfa_arguments
    else
        __awsmfa_apply $__awsmfa_arguments
    end
end

# `awsmfa use [profile] [code] [options]`.
function __awsmfa_use
    set -l fish_trace
    set -l __awsmfa_profile
    set -l __awsmfa_code
    set -l __awsmfa_named
    while test (builtin count $argv) -gt 0
        switch $argv[1]
            case '--profile=*'
                set __awsmfa_profile (string replace -- --profile= '' $argv[1])
                set __awsmfa_named 1
            case -p --profile
                test (builtin count $argv) -gt 1; or break
                set __awsmfa_profile $argv[2]
                set __awsmfa_named 1
                set -e argv[1]
            case '-*'
                break
            case '*'
                if test -n "$__awsmfa_named"; or __awsmfa_is_code "$argv[1]"
                    set __awsmfa_code "$__awsmfa_code$argv[1]"
                else
                    set __awsmfa_profile $argv[1]
                    set __awsmfa_named 1
                end
        end
        set -e argv[1]
    end
    if builtin contains -- "$argv[1]" -h --help
        __awsmfa_reachable; and "$__awsmfa_launcher" use --help
        return
    end
    if test -z "$argv[1]$__awsmfa_named$__awsmfa_code"
        set __awsmfa_profile (__awsmfa_pick); or return
    end
    __awsmfa_export "$__awsmfa_profile" "$__awsmfa_code" $argv
end

# Six digits are a code, unless a profile bears that name.
function __awsmfa_is_code
    string match -qr -- '^( *[0-9]){6} *$' $argv[1]; or return
    not builtin contains -- $argv[1] (__awsmfa_list_profiles)
end

# Lets the person choose a profile, on the terminal.
function __awsmfa_pick
    set -l profiles (__awsmfa_list_profiles)
    if test (builtin count $profiles) -eq 0
        builtin echo 'awsmfa: no profile yet: see awsmfa list' >&2
        return 3
    end
    set -l index 0
    for profile in $profiles
        set index (builtin math $index + 1)
        # A control character in a name could move the cursor or recolour.
        builtin printf '%4d) %s\n' $index (string replace -ra -- '\p{Cc}' '?' $profile) >&2
    end
    set -l choice
    if not test -t 0; or not read -P 'Profile (number or name): ' choice
        builtin echo 'awsmfa: nothing chosen: name the profile: awsmfa use <profile>' >&2
        return 2
    end
    test -n "$choice"; or return 2
    if string match -qr -- '^[0-9]{1,5}$' $choice; and test $choice -ge 1 -a $choice -le $index
        builtin echo -- $profiles[$choice]
    else
        builtin echo -- $choice
    end
end

function awsmfa --description 'One MFA code in the morning, every AWS account all day'
    switch "$argv[1]"
        case use
            __awsmfa_use $argv[2..-1]
            return
        case unset unsets
            if test (builtin count $argv) -eq 1
                # In a command substitution: print, for whoever takes it.
                if status is-command-substitution
                    __awsmfa_reachable; and "$__awsmfa_launcher" unsets --shell fish
                else
                    __awsmfa_apply unsets --shell fish
                end
                return
            end
        case status
            # For prompts: without Node, where that is certain.
            test "$argv[2..-1]" = --short; and __awsmfa_short; and return
    end
    __awsmfa_reachable; and "$__awsmfa_launcher" $argv
end

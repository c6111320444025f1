# Switching: the functions that a person types. An MFA code travels in the environment of the one command that needs it, which other
# users cannot see as they can arguments.

# __awsmfa_apply <arguments>: asks the command for code and runs it in this shell. Returns the command's status.
function __awsmfa_apply
    set -l fish_trace
    __awsmfa_reachable; or return
    set -l __awsmfa_answer
    if __awsmfa_take_prepared $argv
        eval $__awsmfa_answer
        return
    end
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
    # `eval` would put blanks between the lines.
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

# What aws_<profile> calls, with its name, where the profile is just that part of it.
function __awsmfa_named
    set -l fish_trace
    __awsmfa_switch (string replace -- "$__awsmfa_prefix" '' $argv[1]) $argv[2..-1]
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
        case list doctor
            __awsmfa_reachable; and __awsmfa_fetch left-out; and __awsmfa_tell_left_out $argv
            return
        case status
            # For prompts: without Node, where that is certain.
            test "$argv[2..-1]" = --short; and __awsmfa_short; and return
    end
    __awsmfa_reachable; and "$__awsmfa_launcher" $argv
end

# Here, not at the first call: it writes into the variable of who calls it.
if not __awsmfa_fetch prepared
    function __awsmfa_take_prepared
        return 1
    end
end

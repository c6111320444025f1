# A prompt hook that notices changed AWS files and loads once.

# Have the AWS files, or the variables that name them, changed since the load? Builtins only. Of each file $__awsmfa_watch has three
# lines: its path and two stamps, whose times are just before and just after its own; no stamps where there was no file.
function __awsmfa_changed
    set -q __awsmfa_watched; or __awsmfa_watch_files
    set -q __awsmfa_watched[1]; or return
    test "$__awsmfa_place" = "$HOME:$AWS_CONFIG_FILE:$AWS_SHARED_CREDENTIALS_FILE"; or return 0
    set -l rest $__awsmfa_watched
    while set -q rest[3]
        set -l file $rest[1]
        if test $rest[2] = -
            test ! -e $file; or return 0
        else if test ! -e $file -o ! -e $rest[2] -o ! -e $rest[3]
            return 0
        else if test $file -ot $rest[2]; or test $file -nt $rest[3]
            return 0
        end
        set -e rest[1..3]
    end
    return 1
end

# What was put off at the load.
function __awsmfa_watch_files
    set -g __awsmfa_watched
    # Older than `test -nt` is fish without news of changed files: it would complain at every prompt.
    set -l complaint (test / -nt / 2>&1)
    test -z "$complaint"; and test -n "$__awsmfa_watch"; and set -g __awsmfa_watched (string split -- \n $__awsmfa_watch)
end

# Loads anew, by Node (`--reload`), since only Node sees the new times.
function __awsmfa_reload
    test -x "$__awsmfa_launcher"; or return
    set -l options
    test -z "$__awsmfa_arguments"; or set options (string split -- \n $__awsmfa_arguments)
    set -l block ("$__awsmfa_launcher" init fish $options --reload 2>/dev/null); and string join -- \n $block | builtin source
    # Once is enough: what still looks changed would start Node at every prompt.
    __awsmfa_changed; and set -g __awsmfa_watched
end

# Before each prompt; fish itself keeps the status.
function __awsmfa_prompt --on-event fish_prompt
    set -l fish_trace
    __awsmfa_changed; and __awsmfa_reload
    test -n "$AWS_CREDENTIAL_EXPIRATION"; and test "$AWS_CREDENTIAL_EXPIRATION" != "$__awsmfa_minded"; and __awsmfa_mind_end
end

# A function for each profile, where the name is free in this very shell.

# Takes back what an earlier load defined, but for what somebody has changed since.
function __awsmfa_withdraw
    while set -q __awsmfa_pairs[2]
        set -l name $__awsmfa_pairs[1]
        set -l ours "__awsmfa_switch "(string escape -- $__awsmfa_pairs[2])' $argv'
        set -e __awsmfa_pairs[1..2]
        builtin functions -q $name; or continue
        # A comment, the head, one line of ours, and the end.
        set -l text (builtin functions $name | string match -rv '^ *#')
        test (builtin count $text) -eq 3; and test "$ours" = (string trim -c ' ;' -- $text[2])""; or continue
        builtin functions -e $name
        builtin complete -e -c $name
    end
    set -g __awsmfa_pairs
end

# The names that begin with the prefix and are a command, alias, builtin or function already.
function __awsmfa_taken
    builtin functions -a -n | string split ', ' | string match -- "$__awsmfa_prefix*"
    builtin -n | string match -- "$__awsmfa_prefix*"
    set -l found $PATH/$__awsmfa_prefix*
    string replace -r '.*/' '' -- $found
end

function __awsmfa_is_taken
    test $argv[1] = -; or builtin functions -q $argv[1]; or builtin contains -- $argv[1] (builtin -n); or command -sq $argv[1]
end

# Defines a function for each profile. The lines of a table are function, profile, function, profile…
function __awsmfa_define
    __awsmfa_withdraw
    test -z "$__awsmfa_table"; or set -g __awsmfa_pairs (string split -- \n $__awsmfa_table)
    for name in (__awsmfa_taken)
        # A profile may be called like a function: functions stand at the odd places.
        set -l place (builtin contains -i -- $name (__awsmfa_functions $__awsmfa_pairs)); or continue
        set place (builtin math $place \* 2)
        set -e __awsmfa_pairs[$place]
        set -e __awsmfa_pairs[(builtin math $place - 1)]
    end
    set -l others
    test -z "$__awsmfa_others"; or set others (string split -- \n $__awsmfa_others)
    while set -q others[2]
        __awsmfa_is_taken $others[1]; or set -a __awsmfa_pairs $others[1..2]
        set -e others[1..2]
    end
    test (builtin count $__awsmfa_pairs) -eq 0; or builtin printf 'function %s; __awsmfa_switch %s $argv; end\n' (string escape -- $__awsmfa_pairs) | builtin source
end

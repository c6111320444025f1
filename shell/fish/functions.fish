# A function for each profile, where the name is free in this very shell.

# Prints those of $__awsmfa_defined that are still as they were defined, in the same order.
function __awsmfa_find_ours
    for name in $__awsmfa_defined
        builtin functions -q $name; or continue
        # A comment, the head, one line of ours, and the end.
        set -l text (builtin functions $name | string match -rv '^\s*(#|$)')
        test (builtin count $text) -eq 3; or continue
        string match -qr -- '^\s*__awsmfa_(named \(builtin status function\)|switch (\'[^\']*\'|([^\s\'";|&()<>$]|\\\\.)+)) \$argv;? *$' $text[2]; and builtin echo $name
    end
end

# Takes back what an earlier load defined, but for what somebody has changed since.
function __awsmfa_withdraw
    for name in (__awsmfa_find_ours)
        builtin functions -e $name
        builtin complete -e -c $name
    end
    set -g __awsmfa_defined
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

# Defines a function for each profile. All at once, since thousands of looks at single names would be felt.
function __awsmfa_define
    __awsmfa_withdraw
    test -z "$__awsmfa_names"; or set __awsmfa_defined (string split -- \n $__awsmfa_names)
    for name in (__awsmfa_taken)
        while set -l place (builtin contains -i -- $name $__awsmfa_defined)
            set -e __awsmfa_defined[$place]
        end
    end
    # In a loop, so that fish reads the body once: as text, thousands would take three times as long.
    for name in $__awsmfa_defined
        function $name
            __awsmfa_named (builtin status function) $argv
        end
    end
    set -l pairs
    test -z "$__awsmfa_renamed"; or set pairs (string split -- \n $__awsmfa_renamed)
    test -z "$__awsmfa_others"; or set -a pairs (string split -- \n $__awsmfa_others)
    set -l free
    set -l place 1
    while set -q pairs[$place]
        __awsmfa_is_taken $pairs[$place]; or set -a free $pairs[$place] $pairs[(builtin math $place + 1)]
        set place (builtin math $place + 2)
    end
    set -q free[1]; or return 0
    builtin printf 'function %s; __awsmfa_switch %s $argv; end\n' (string escape -- $free) | builtin source
    set -a __awsmfa_defined (builtin printf '%s\n%.0s' $free)
end

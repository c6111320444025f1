# Functions whose name is not the prefix and the profile. They are few.

function __awsmfa_define_renamed
    set -l pairs
    for table in "$__awsmfa_renamed" "$__awsmfa_others"
        test -z "$table"; or set -a pairs (string split -- \n $table)
    end
    set -l free
    while set -q pairs[2]
        __awsmfa_is_taken $pairs[1]; or set -a free $pairs[1..2]
        set -e pairs[1..2]
    end
    set -q free[1]; or return 0
    builtin printf 'function %s; __awsmfa_switch %s $argv; end\n' (string escape -- $free) | builtin source
    # Nothing is left to say behind it; without this fish would offer file names.
    status is-interactive; and builtin complete -f -c(builtin printf '%s\n%.0s' $free)
end

function __awsmfa_is_taken
    test $argv[1] = -; or builtin functions -q $argv[1]; or builtin contains -- $argv[1] (builtin -n); or command -sq $argv[1]
end

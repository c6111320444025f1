# What `list` and `doctor` are told of this very shell.

# __awsmfa_tell_left_out <arguments>: runs the command with the prefix of this shell's functions in its environment, and with the names
# that are not ours here: a command, alias or function of somebody else's. One a line.
function __awsmfa_tell_left_out
    set -l names (__awsmfa_list_functions | string match -v -- -)
    set -l functions
    for name in $names
        builtin functions -q -- $name; and set -a functions $name
    end
    set -l ours (__awsmfa_find_ours $functions)
    set -l left_out
    # Both in one order. To look for each of thousands among thousands would take seconds.
    set -l next 1
    for name in $names
        if test "$name" = "$ours[$next]"
            set next (builtin math $next + 1)
        else
            set -a left_out $name
        end
    end
    set -lx AWSMFA_PREFIX $__awsmfa_prefix
    set -lx AWSMFA_LEFT_OUT (string join -- \n $left_out | string collect)
    "$__awsmfa_launcher" $argv
end

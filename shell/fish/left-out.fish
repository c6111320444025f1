# What `list` and `doctor` are told of this very shell.

# __awsmfa_tell_left_out <arguments>: runs the command with the prefix of this shell's functions in its environment, and with the names
# that are not ours here: a command, alias or function of somebody else's. One a line.
function __awsmfa_tell_left_out
    # What is ours stands in the same order as all that there should be: to look each name up among thousands takes fish seconds.
    set -l ours (__awsmfa_find_ours)
    set -l place 1
    set -l left_out
    for name in (__awsmfa_list_functions)
        if test "$name" = "$ours[$place]"
            set place (builtin math $place + 1)
        else if test "$name" != -
            set -a left_out $name
        end
    end
    set -lx AWSMFA_PREFIX $__awsmfa_prefix
    set -lx AWSMFA_LEFT_OUT (string join -- \n $left_out | string collect)
    "$__awsmfa_launcher" $argv
end

# The function of every profile, `-` for none.
function __awsmfa_list_functions
    test -z "$__awsmfa_names"; or string split -- \n $__awsmfa_names
    for table in "$__awsmfa_renamed" "$__awsmfa_others"
        test -z "$table"; or builtin printf '%s\n%.0s' (string split -- \n $table)
    end
end

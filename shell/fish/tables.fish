# Reading the tables of the generated block. $__awsmfa_names is a list; the others are texts of one entry a line, in turns function and profile.

# Every profile, those without a function included.
function __awsmfa_list_profiles
    string replace -- "$__awsmfa_prefix" '' $__awsmfa_names
    for table in "$__awsmfa_renamed" "$__awsmfa_others"
        test -z "$table"; or builtin printf '%.0s%s\n' (string split -- \n $table)
    end
end

# The function of every profile, `-` for none.
function __awsmfa_list_functions
    string join -- \n $__awsmfa_names
    for table in "$__awsmfa_renamed" "$__awsmfa_others"
        test -z "$table"; or builtin printf '%s\n%.0s' (string split -- \n $table)
    end
end

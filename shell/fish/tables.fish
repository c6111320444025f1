# Reading the tables of the generated block: texts of one entry a line.

# Every profile, those without a function included.
function __awsmfa_list_profiles
    test -z "$__awsmfa_names"; or string split -- \n $__awsmfa_names | string replace -- "$__awsmfa_prefix" ''
    # In turns function and profile.
    for table in "$__awsmfa_renamed" "$__awsmfa_others"
        test -z "$table"; or builtin printf '%.0s%s\n' (string split -- \n $table)
    end
end

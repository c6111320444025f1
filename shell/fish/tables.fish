# Reading the tables of the generated block: texts of one entry a line.

# Every profile, those without a function included.
function __awsmfa_list_profiles
    test -z "$__awsmfa_names"; or string split -- \n $__awsmfa_names | string replace -- "$__awsmfa_prefix" ''
    # In turns function and profile.
    for table in "$__awsmfa_renamed" "$__awsmfa_others"
        test -z "$table"; or builtin printf '%.0s%s\n' (string split -- \n $table)
    end
end

# Nothing is left to say after `aws_<profile> `; without this fish would offer file names.
function __awsmfa_register_completion
    builtin complete -e -c awsmfa
    builtin complete -c awsmfa -f -a '(__awsmfa_candidates)'
    # Without a blank before $…: each name gets its -c.
    set -q __awsmfa_defined[1]; and builtin complete -f -c$__awsmfa_defined
    return 0
end

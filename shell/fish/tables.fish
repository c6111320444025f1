# Reading the tables of the generated block: texts of one entry a line, function, profile, function, profile…

# __awsmfa_functions <word>…: every other word, beginning with the first.
function __awsmfa_functions
    test (builtin count $argv) -eq 0; or builtin printf '%s\n%.0s' $argv
end

# __awsmfa_profiles: every profile, those without a function included.
function __awsmfa_profiles
    for table in "$__awsmfa_table" "$__awsmfa_others"
        test -z "$table"; or builtin printf '%.0s%s\n' (string split -- \n $table)
    end
end

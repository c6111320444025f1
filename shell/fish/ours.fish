# Which functions are ours, and still as they were defined.

# __awsmfa_find_ours <name>…: prints those of these functions that are ours, in the same order. One look for thousands. All must be
# functions: fish 3.1 ends where one is none.
function __awsmfa_find_ours
    # The head, one line of ours, and the end.
    string match -ra -- '(?m)(?<=^function )\S+(?=\n\s*__awsmfa_(?:named \(builtin status function\)|switch (?:\'[^\']*\'|(?:[^\s\'";|&()<>$]|\\\\.)+)) \$argv;?\s*\nend$)' (__awsmfa_show_functions $argv | string collect)
end

# Prints these functions. Of several, fish 3.1 prints the first one again and again.
function __awsmfa_show_functions
    if string match -q -- '3.1.*' "$version"
        for name in $argv
            builtin functions -- $name
        end
    else
        builtin functions -- $argv
    end
end

# Is the command at the cursor ours? The condition of their completion.
function __awsmfa_is_ours
    set -l words (builtin commandline -opc)
    builtin functions -q -- $words[1]; and __awsmfa_find_ours $words[1] >/dev/null
end

# Takes back what an earlier load defined, but for what somebody has changed since.
function __awsmfa_withdraw
    set -l fish_function_path
    builtin functions -e (__awsmfa_find_ours (builtin functions -a -n))
    return 0
end

# A function for each profile, where the name is free in this very shell.

# The names that begin with the prefix and are a command, alias, builtin or function already.
function __awsmfa_find_taken
    begin
        # Without the functions in files: fish would read every folder of them, and a glob is quicker.
        set -l fish_function_path
        builtin functions -a -n
        builtin -n
    end | string match -- "$__awsmfa_prefix*"
    # For few names a look at each is quicker than one through every folder, for thousands it would be felt.
    set -l commands
    if set -q __awsmfa_names[200]
        set commands $PATH/$__awsmfa_prefix*
    else if command -sq $__awsmfa_names
        set commands (command -s $__awsmfa_names)
    end
    string replace -r -- '.*/' '' $commands
    set -l files $fish_function_path/$__awsmfa_prefix*.fish
    string replace -r -- '.*/(.*)\.fish' '$1' $files
end

# Defines a function for each profile. All at once, since thousands of looks at single names, and even a copy of the list, would be felt.
function __awsmfa_define
    test -n "$__awsmfa_names[1]"; or set __awsmfa_names
    set -l free __awsmfa_names
    set -l left
    set -l taken (__awsmfa_find_taken)
    if set -q taken[1]
        set left $__awsmfa_names
        for name in $taken
            set -l place (builtin contains -i -- $name $left); and set -e left[$place]
        end
        set free left
    end
    # In a loop, so that fish reads the body once: as text, thousands would take three times as long.
    for name in $$free
        function $name
            __awsmfa_named (builtin status function) $argv
        end
    end
end

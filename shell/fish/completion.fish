# Completion of `awsmfa`, over what the build and `awsmfa init` wrote down: no process, and nothing typed is evaluated.

builtin read -gz __awsmfa_grammar <"$__awsmfa_folder/../../dist/grammar"

# The values of one kind: profiles (`profile`), or the values themselves (`a,b`).
function __awsmfa_values
    switch "$argv[1]"
        case profile
            __awsmfa_list_profiles
        case '' none
        case '*'
            string split -- , $argv[1]
    end
end

# The line of $__awsmfa_grammar for the words typed, in four parts; fails if there is none:
# `command|positional positional|option option=kind|description`.
function __awsmfa_find_command
    for line in (string split -- \n $__awsmfa_grammar)
        set -l parts (string split -- '|' $line)
        set -l words (string split -- ' ' $parts[1])
        set -l length (builtin count $words)
        set -l typed $argv[1..$length]
        test "$words" = "$typed"; or continue
        string join -- \n $length $parts
        return
    end
    return 1
end

# The commands, or the second words of a command that has such.
function __awsmfa_commands
    for line in (string split -- \n $__awsmfa_grammar)
        set -l parts (string split -- '|' $line)
        set -l words (string split -- ' ' $parts[1])
        if test (builtin count $argv) -eq 0; and test (builtin count $words) -eq 1
            builtin printf '%s\t%s\n' $words $parts[4]
        else if test (builtin count $argv) -eq 0
            builtin echo $words[1]
        else if test (builtin count $argv) -eq 1; and test (builtin count $words) -gt 1; and test $words[1] = $argv[1]
            builtin printf '%s\t%s\n' $words[2] $parts[4]
        end
    end
end

# Everything that could stand at the cursor; fish drops what does not begin as typed.
function __awsmfa_candidates
    set -l words (builtin commandline -opc)
    set -l current (builtin commandline -ct)
    set -e words[1]
    set -l parts (test (builtin count $words) -gt 0; and __awsmfa_find_command $words)
    if not set -q parts[1]
        __awsmfa_commands $words
        return
    end
    set -l places (string split -- ' ' $parts[3])
    set -l options (string split -- ' ' $parts[4])
    set -l kind
    set -l behind (builtin math $parts[1] + 1)
    for word in $words[$behind..-1]
        if test -n "$kind"
            set kind
        else if test "$word" = --
            return
        else if string match -q -- '-*' $word
            set kind (__awsmfa_value_of $word $options)
        else
            set -e places[1]
        end
    end
    if test -n "$kind"
        __awsmfa_values $kind
    else if string match -q -- '-*=*' "$current"
        set -l name (string split -m 1 -- = $current)
        set kind (__awsmfa_value_of $name[1] $options)
        __awsmfa_values $kind | string replace -r '^' -- "$name[1]="
    else if string match -q -- '-*' "$current"
        string replace -r -- '=.*' '' $options
    else
        __awsmfa_values "$places[1]"
    end
end

# __awsmfa_value_of <option> <grammar of options>…: what it takes (`none`: something unknown); nothing for an option without a value.
function __awsmfa_value_of
    for option in $argv[2..-1]
        set -l parts (string split -m 1 -- = $option)
        if test (builtin count $parts) -eq 2; and test "$parts[1]" = "$argv[1]"
            test -n "$parts[2]"; and builtin echo $parts[2]; or builtin echo none
            return
        end
    end
end

# Alone, without the rest of the integration?
if not set -q __awsmfa_lazy
    builtin source "$__awsmfa_folder/tables.fish"
    test -n "$__awsmfa_names[1]"; or set __awsmfa_names
    builtin complete -e -c awsmfa
    builtin complete -c awsmfa -f -a '(__awsmfa_candidates)'
end

# Completion of `awsmfa`, over what the build and `awsmfa init` wrote down: no process, and nothing typed is evaluated.

# A command a line: `command|positional positional|option option=kind|description`.
set -g __awsmfa_grammar (string match -r -- '.+' <"$__awsmfa_folder/../../dist/grammar")
set -g __awsmfa_commands (string replace -r -- '\|.*' '' $__awsmfa_grammar)

# Everything that could stand at the cursor; fish drops what does not begin as typed.
function __awsmfa_candidates
    set -l words (builtin commandline -opc)
    set -e words[1]
    set -l place (builtin contains -i -- "$words[1] $words[2]" $__awsmfa_commands; or builtin contains -i -- "$words[1]" $__awsmfa_commands)
    if test -z "$place"
        __awsmfa_offer_commands $words
        return
    end
    set -e words[1]
    string match -q -- '* *' $__awsmfa_commands[$place]; and set -e words[1]
    switch $__awsmfa_commands[$place]
        case session
            # An `aws` that is an alias of ours would ask us again.
            set -q __awsmfa_nested; and return
            set -lx __awsmfa_nested 1
            __awsmfa_offer_as aws $words
            return
        case exec sandbox
            if set -l dashes (builtin contains -i -- -- $words)
                set -e words[1..$dashes]
                __awsmfa_offer_as $words
                return
            end
    end
    set -l parts (string split -- '|' $__awsmfa_grammar[$place])
    set -l typed (builtin commandline -ct | string collect)
    __awsmfa_offer_words "$typed" "$parts[2]" "$parts[3]" $words
end

# The commands, or the second words of a command that has such.
function __awsmfa_offer_commands
    set -l lines (string replace -r -- '\|.*\|' \t $__awsmfa_grammar)
    if not set -q argv[1]
        string replace -r -- ' .*?\t.*' '' $lines
    else if not set -q argv[2]
        string replace -rf -- '^'(string escape --style=regex -- $argv[1])' ' '' $lines
    end
end

# __awsmfa_offer_words <typed> <positionals> <options> <word>…: what could follow the words behind a command.
function __awsmfa_offer_words
    set -l typed $argv[1]
    set -l places (string split -- ' ' $argv[2])
    set -l options (string split -- ' ' $argv[3])
    set -l words $argv[4..-1]
    while set -q words[1]
        if test "$words[1]" = --
            return
        else if not string match -q -- '-*' $words[1]
            set -e places[1]
        else if set -l kind (__awsmfa_value_of $words[1] $options)
            if not set -q words[2]
                __awsmfa_offer_kind $kind "$typed"
                return
            end
            set -e words[1]
        end
        set -e words[1]
    end
    switch "$typed"
        case '-*=*'
            set -l name (string split -m 1 -- = $typed)
            set -l kind (__awsmfa_value_of $name[1] $options); and string replace -r -- '^' "$name[1]=" (__awsmfa_offer_kind $kind "$name[2]")
        case '-*'
            string replace -r -- '=.*' '' $options
        case '*'
            __awsmfa_offer_kind "$places[1]" "$typed"
    end
end

# __awsmfa_value_of <option> <option=kind>…: what it takes (`none`: something unknown); fails for an option without a value.
function __awsmfa_value_of
    set -l kind (string replace -rf -- '^'(string escape --style=regex -- $argv[1])'=' '' $argv[2..-1]); or return
    test -n "$kind[1]"; and builtin echo $kind[1]; or builtin echo none
end

# __awsmfa_offer_kind <kind> <typed>: the values of one kind: profiles (`profile`), or the values themselves (`a,b`).
function __awsmfa_offer_kind
    switch "$argv[1]"
        case profile
            __awsmfa_offer_profiles "$argv[2]"; or __awsmfa_list_profiles
        case '' none
        case '*'
            string split -- , $argv[1]
    end
end

# __awsmfa_offer_profiles <typed>: those that begin so, since fish takes its time over thousands. Fails where there is none, or where it takes
# fish to tell: then it looks at all, for one that is like it.
function __awsmfa_offer_profiles
    string match -qr -- '^[\w:-]+\z' "$argv[1]"; or return
    set -l failed 1
    string replace -rif -- "^$__awsmfa_prefix($argv[1].*)" '$1' $__awsmfa_names; and set failed 0
    for table in "$__awsmfa_renamed" "$__awsmfa_others"
        test -z "$table"; and continue
        builtin printf '%.0s%s\n' (string split -- \n $table) | string match -ri -- "^$argv[1].*"; and set failed 0
    end
    return $failed
end

# __awsmfa_offer_as <word>…: what fish offers for these words, as a command line of their own, and the word being typed.
function __awsmfa_offer_as
    set -l typed (builtin commandline -ct | string collect)
    set -l line (string escape -- $argv) "$typed"
    builtin complete --do-complete="$line"
end

# Alone, without the rest of the integration?
if not set -q __awsmfa_lazy
    builtin source "$__awsmfa_folder/tables.fish"
    test -n "$__awsmfa_names[1]"; or set __awsmfa_names
    builtin complete -e -c awsmfa
    builtin complete -c awsmfa -f -a '(__awsmfa_candidates)'
end

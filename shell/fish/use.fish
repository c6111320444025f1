# `awsmfa use`, with a picker where no profile is named. Read when it is first called.

# `awsmfa use [profile] [code] [options]`.
function __awsmfa_use
    set -l fish_trace
    set -l __awsmfa_profile
    set -l __awsmfa_code
    set -l __awsmfa_named
    while test (builtin count $argv) -gt 0
        switch $argv[1]
            case '--profile=*'
                set __awsmfa_profile (string replace -- --profile= '' $argv[1])
                set __awsmfa_named 1
            case -p --profile
                test (builtin count $argv) -gt 1; or break
                set __awsmfa_profile $argv[2]
                set __awsmfa_named 1
                set -e argv[1]
            case '-*'
                break
            case '*'
                if test -n "$__awsmfa_named"; or __awsmfa_is_code "$argv[1]"
                    set __awsmfa_code "$__awsmfa_code$argv[1]"
                else
                    set __awsmfa_profile $argv[1]
                    set __awsmfa_named 1
                end
        end
        set -e argv[1]
    end
    if builtin contains -- "$argv[1]" -h --help
        __awsmfa_reachable; and "$__awsmfa_launcher" use --help
        return
    end
    if test -z "$argv[1]$__awsmfa_named$__awsmfa_code"
        set __awsmfa_profile (__awsmfa_pick); or return
    end
    __awsmfa_export "$__awsmfa_profile" "$__awsmfa_code" $argv
end

# Six digits are a code, unless a profile bears that name.
function __awsmfa_is_code
    string match -qr -- '^( *[0-9]){6} *$' $argv[1]; or return
    not builtin contains -- $argv[1] (__awsmfa_list_profiles)
end

# Lets the person choose a profile, on the terminal.
function __awsmfa_pick
    set -l profiles (__awsmfa_list_profiles)
    if test (builtin count $profiles) -eq 0
        builtin echo 'awsmfa: no profile yet: see awsmfa list' >&2
        return 3
    end
    set -l index 0
    for profile in $profiles
        set index (builtin math $index + 1)
        # A control character in a name could move the cursor or recolour.
        builtin printf '%4d) %s\n' $index (string replace -ra -- '\p{Cc}' '?' $profile) >&2
    end
    set -l choice
    if not test -t 0; or not read -P 'Profile (number or name): ' choice
        builtin echo 'awsmfa: nothing chosen: name the profile: awsmfa use <profile>' >&2
        return 2
    end
    set choice (string trim -- $choice)
    test -n "$choice"; or return 2
    if string match -qr -- '^[0-9]{1,5}$' $choice; and test $choice -ge 1 -a $choice -le $index
        builtin echo -- $profiles[$choice]
    else
        builtin echo -- $choice
    end
end

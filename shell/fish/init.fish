# The fish side of awsmfa, for fish 3.1 and newer.
#
# `awsmfa init fish` prints `set -g __awsmfa_{folder,file,launcher,prefix,names,…} …` and then sources this file. Every new
# shell reads it, and comments cost as well: what is not needed at once stands in parts.fish.

# __awsmfa_fetch <part>: reads a part that was put off. Fails where the installation has vanished.
function __awsmfa_fetch
    test -r "$__awsmfa_folder/$argv[1].fish"; and builtin source "$__awsmfa_folder/$argv[1].fish"
end

# Is the command still where it was when this shell started?
function __awsmfa_reachable
    test -x "$__awsmfa_launcher"; and return
    builtin echo "awsmfa: $__awsmfa_launcher is gone: install it again, then open a new shell" >&2
    return 127
end

# Says why what was typed cannot be done: the installation is gone, or has other parts than when this shell started. Always fails.
function __awsmfa_gone
    __awsmfa_reachable; or return
    builtin echo "awsmfa: $__awsmfa_folder has changed: open a new shell" >&2
    return 127
end

# What is called from outside: at first it reads the parts, which define it anew.
for __awsmfa_name in awsmfa __awsmfa_named __awsmfa_switch __awsmfa_aws __awsmfa_candidates __awsmfa_is_ours __awsmfa_withdraw
    function $__awsmfa_name --inherit-variable __awsmfa_name
        if __awsmfa_fetch parts
            $__awsmfa_name $argv
        else
            __awsmfa_gone
        end
    end
end
set -e __awsmfa_name

set -g __awsmfa_place "$HOME:$AWS_CONFIG_FILE:$AWS_SHARED_CREDENTIALS_FILE"
set -e __awsmfa_watched
set -q __awsmfa_lazy; and __awsmfa_withdraw
set -g __awsmfa_lazy 1
__awsmfa_fetch functions; and __awsmfa_define
if test -n "$__awsmfa_renamed$__awsmfa_others"
    __awsmfa_fetch renamed; and __awsmfa_define_renamed
end
# Also where an earlier load defined it and this one should not.
if test -n "$__awsmfa_aws"; or builtin functions -q __awsmfa_define_aws
    __awsmfa_fetch alias; and __awsmfa_define_aws
end
if status is-interactive
    # At the first prompt the files are as they were a moment ago: what looks at them is read at the second.
    function __awsmfa_prompt --on-event fish_prompt
        function __awsmfa_prompt --on-event fish_prompt
            __awsmfa_fetch parts; and __awsmfa_prompt
        end
        test -z "$AWS_CREDENTIAL_EXPIRATION"; or __awsmfa_prompt
    end
    builtin complete -e -c awsmfa
    builtin complete -c awsmfa -f -a '(__awsmfa_candidates)'
    # Nothing is left to say after `aws_<profile> `; without this fish would offer file names. One pattern for thousands.
    builtin complete -e -c "$__awsmfa_prefix*"
    builtin complete -c "$__awsmfa_prefix*" -n __awsmfa_is_ours -f
end
# Whoever loads us in one line with `or` must not take a shell that is not interactive for a failure.
builtin true

# The fish side of awsmfa, for fish 3.1 and newer.
#
# `awsmfa init fish` prints `set -g __awsmfa_{folder,launcher,arguments,prefix,names,renamed,others,watch} …` and then sources this file.

# __awsmfa_fetch <part>: reads a part that was put off. Fails where the installation has vanished.
function __awsmfa_fetch
    test -r "$__awsmfa_folder/$argv[1].fish"; and builtin source "$__awsmfa_folder/$argv[1].fish"
end

# What a shell may never need is read when it is first called: the part defines the function anew.
set -g __awsmfa_lazy 1
function __awsmfa_use
    if __awsmfa_fetch use
        __awsmfa_use $argv
    else
        __awsmfa_reachable
    end
end
function __awsmfa_short
    __awsmfa_fetch status; and __awsmfa_short
end
function __awsmfa_seconds_left
    __awsmfa_fetch status; and __awsmfa_seconds_left
end
function __awsmfa_mind_end
    __awsmfa_fetch renew; and __awsmfa_mind_end
end
function __awsmfa_candidates
    __awsmfa_fetch completion; and __awsmfa_candidates
end

set -q __awsmfa_defined; or set -g __awsmfa_defined
set -g __awsmfa_parts tables switch functions
if status is-interactive; or test -n "$__awsmfa_aws"
    set -a __awsmfa_parts watch
end
test -n "$__awsmfa_aws"; and set -a __awsmfa_parts aws
for __awsmfa_part in $__awsmfa_parts
    __awsmfa_fetch $__awsmfa_part
end
set -e __awsmfa_parts
set -e __awsmfa_part
__awsmfa_define
if builtin functions -q __awsmfa_watch_files
    __awsmfa_watch_files
end
# Also where an earlier load defined it and this one should not.
if builtin functions -q __awsmfa_define_aws
    __awsmfa_define_aws
end
if status is-interactive
    __awsmfa_register_completion
end
# Whoever loads us in one line with `or` must not take a shell that is not interactive for a failure.
builtin true

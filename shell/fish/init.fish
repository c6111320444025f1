# The fish side of awsmfa, for fish 3.1 and newer.
#
# `awsmfa init fish` prints `set -g __awsmfa_{folder,launcher,arguments,prefix,names,renamed,others,grammar,watch} …` and then sources this file.

set -q __awsmfa_defined; or set -g __awsmfa_defined
for __awsmfa_part in tables switch status functions
    test -r "$__awsmfa_folder/$__awsmfa_part.fish"; and builtin source "$__awsmfa_folder/$__awsmfa_part.fish"
end
__awsmfa_define
set -g __awsmfa_parts
test -n "$__awsmfa_aws"; and set __awsmfa_parts watch aws
status is-interactive; and set -a __awsmfa_parts watch renew completion
for __awsmfa_part in $__awsmfa_parts
    test -r "$__awsmfa_folder/$__awsmfa_part.fish"; and builtin source "$__awsmfa_folder/$__awsmfa_part.fish"
end
builtin functions -q __awsmfa_watch_files; and __awsmfa_watch_files
# Also where an earlier load defined it and this one should not.
builtin functions -q __awsmfa_define_aws; and __awsmfa_define_aws
set -e __awsmfa_parts
set -e __awsmfa_part

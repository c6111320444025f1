# The fish side of awsmfa, for fish 3.1 and newer.
#
# `awsmfa init fish` prints `set -g __awsmfa_{folder,launcher,arguments,prefix,names,renamed,others,grammar,watch} …` and then sources this file.

set -q __awsmfa_defined; or set -g __awsmfa_defined
for __awsmfa_part in tables switch status functions
    test -r "$__awsmfa_folder/$__awsmfa_part.fish"; and builtin source "$__awsmfa_folder/$__awsmfa_part.fish"
end
__awsmfa_define
if status is-interactive; or test -n "$__awsmfa_aws"
    for __awsmfa_part in watch aws
        test -r "$__awsmfa_folder/$__awsmfa_part.fish"; and builtin source "$__awsmfa_folder/$__awsmfa_part.fish"
    end
    __awsmfa_watch_files
    __awsmfa_define_aws
end
if status is-interactive
    for __awsmfa_part in renew completion
        test -r "$__awsmfa_folder/$__awsmfa_part.fish"; and builtin source "$__awsmfa_folder/$__awsmfa_part.fish"
    end
end
set -e __awsmfa_part

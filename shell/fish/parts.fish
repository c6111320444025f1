# The parts of the integration. Each is read when one of its functions is first called; it defines them anew.

# __awsmfa_put_off <part> <function>…: at a prompt and at TAB a part that is gone is no matter; what a person types must fail and say so.
function __awsmfa_put_off
    set -l part $argv[1]
    for name in $argv[2..-1]
        function $name --inherit-variable part --inherit-variable name
            if __awsmfa_fetch $part
                $name $argv
            else if builtin contains $part switch use aws
                __awsmfa_gone
            else
                return 1
            end
        end
    end
end

__awsmfa_put_off switch awsmfa __awsmfa_switch __awsmfa_named __awsmfa_export
__awsmfa_put_off use __awsmfa_use
__awsmfa_put_off aws __awsmfa_aws
__awsmfa_put_off completion __awsmfa_candidates
__awsmfa_put_off tables __awsmfa_list_profiles __awsmfa_list_functions
__awsmfa_put_off ours __awsmfa_is_ours __awsmfa_find_ours __awsmfa_withdraw
__awsmfa_put_off status __awsmfa_short __awsmfa_seconds_left
__awsmfa_put_off watch __awsmfa_watch_files __awsmfa_changed
status is-interactive; and __awsmfa_fetch watch
__awsmfa_put_off renew __awsmfa_mind_end

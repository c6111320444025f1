# ../prepared.sh in the words of fish, for the one shape that functions ask for. What holds there holds here.

# Of the build that these functions are of: answers of a later one may have doubts that they do not know.
set -g __awsmfa_build
test -r "$__awsmfa_folder/../../dist/build-id"; and read -g __awsmfa_build <"$__awsmfa_folder/../../dist/build-id"

# __awsmfa_take_prepared exports <profile> --shell fish: puts the answer that Node prepared into the caller's __awsmfa_answer. Fails where there is
# none, or at any doubt.
function __awsmfa_take_prepared --no-scope-shadowing
    test "$argv[1]:"(builtin count $argv)":$argv[3]" = exports:4:--shell; or return
    string match -qr -- '^[A-Za-z0-9_][A-Za-z0-9_.\ -]*\z' $argv[2]; or return

    # Whatever else may change the answer: `set -q` returns how many of them are not there. A code always reaches Node.
    set -q AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_ENDPOINT_URL AWS_ENDPOINT_URL_STS AWS_IGNORE_CONFIGURED_ENDPOINT_URLS \
        AWS_USE_FIPS_ENDPOINT AWS_USE_DUALSTACK_ENDPOINT AWS_STS_REGIONAL_ENDPOINTS AWS_DEFAULTS_MODE AWS_MFA_SERIAL AWS_MFA_TTL AWS_MFA_TOKEN \
        AWSMFA_MIN_TTL AWSMFA_CACHE_DIR AWSMFA_RESOLVING AWSMFA_PREPARED AWSMFA_CODE
    test $status = 17; or return

    set -l folder "$HOME/.cache/awsmfa/prepared"
    test -z "$XDG_CACHE_HOME"; or set folder "$XDG_CACHE_HOME/awsmfa/prepared"
    string match -q -- '/*' $folder; and string match -q -- '/*' "$HOME"; or return
    set -l file "$folder/$argv"
    test -f "$file"; and test -O "$file"; and test -O "$folder"; and test -n "$__awsmfa_build"; or return

    # One descriptor for header and body: the file may be replaced meanwhile.
    begin
        read -l -d ' ' format by words size region config_crc config_size credentials_crc credentials_size shape; or return
        read -l place; and read -l home; or return
        test "$format $by $words $shape:$place:$home" = "awsmfa-prepared-3 $__awsmfa_build 4 $argv:-:-"; or return
        # A region of the person's own counts for profiles that have none; what our own switch set is not the person's.
        if test "$region" != any; and begin
                set -q AWS_REGION; or set -q AWS_DEFAULT_REGION
            end
            test "$AWSMFA_WAS_AWS_REGION$AWSMFA_WAS_AWS_DEFAULT_REGION" = --; or return
            test "$AWS_REGION $AWS_DEFAULT_REGION" = "$AWSMFA_REGION $AWSMFA_REGION"; or return
        end

        # Both AWS files as they were, by content. One that is not there counts as empty; only plain files are opened.
        set -l config "$HOME/.aws/config"
        if not test -f "$config"
            test ! -e "$config"; or return
            set config /dev/null
        end
        set -l credentials "$HOME/.aws/credentials"
        if not test -f "$credentials"
            test ! -e "$credentials"; or return
            set credentials /dev/null
        end
        # A pipe, for both programs to run at once; what cksum prints goes around it.
        set -l facts (
            begin
                command cksum "$config" "$credentials" 1>&2 | command find "$folder" "$file" -prune \
                    \( -type d -perm 700 -o -type f -perm 600 -size "$size"c -mmin -0 ! -cmin -0 \) 2>/dev/null
            end 2>&1
        )
        for fact in "$folder" "$file" "$config_crc $config_size $config" "$credentials_crc $credentials_size $credentials"
            builtin contains -- "$fact" $facts; or return
        end
        read -z __awsmfa_answer
    end <"$file"
end

# `init --alias-aws` at a load.

# Defines `aws`, where there is such a program and nobody else's function or alias; or takes ours back.
function __awsmfa_define_aws
    if builtin functions -q aws
        builtin functions aws | string match -qr -- '^ *__awsmfa_aws \$argv;? *$'; or return 0
        builtin functions -e aws
    end
    test -n "$__awsmfa_aws"; and command -sq aws; or return 0
    function aws
        __awsmfa_aws $argv
    end
end

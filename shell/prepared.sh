# shellcheck shell=sh disable=SC2154,SC3043 # every sh that is in use has `local`; one without it asks Node
# The answers that Node prepared (src/output/prepared.ts), while they are certain to be right. Read by the launcher, and by bash and zsh, whose
# functions are spared the launcher's own start. `[` and `command`, since a shell may have functions named `test` and `read`.

# __awsmfa_prepared <words>: calls `__awsmfa_deliver`, with the answer on descriptor 3. Fails where there is none, or at any doubt. Reads
# __awsmfa_build and, for `init`, __awsmfa_root: the build and the folder that the answer must be of.
__awsmfa_prepared() {
  # Whatever bears one of these names is the person's, and a readonly one is a doubt.
  local folder file line place home config credentials facts fact 2>/dev/null || return
  local format by words size region config_crc config_size credentials_crc credentials_size shape 2>/dev/null || return
  case $1:$#:${3-} in
    init:*) ;;
    exports:4:--shell | credential-process:2:) case $2 in .* | -*) return 1 ;; esac ;;
    *) return 1 ;;
  esac
  case $* in *[!A-Za-z0-9_.\ -]*) return 1 ;; esac

  # Whatever else may change the answer. A code always reaches Node.
  [ -z "${AWS_CONFIG_FILE+x}${AWS_SHARED_CREDENTIALS_FILE+x}${AWS_ENDPOINT_URL+x}${AWS_ENDPOINT_URL_STS+x}" ] || return
  [ -z "${AWS_IGNORE_CONFIGURED_ENDPOINT_URLS+x}${AWS_USE_FIPS_ENDPOINT+x}${AWS_USE_DUALSTACK_ENDPOINT+x}" ] || return
  [ -z "${AWS_STS_REGIONAL_ENDPOINTS+x}${AWS_DEFAULTS_MODE+x}${AWS_MFA_SERIAL+x}${AWS_MFA_TTL+x}${AWS_MFA_TOKEN+x}" ] || return
  [ -z "${AWSMFA_MIN_TTL+x}${AWSMFA_CACHE_DIR+x}${AWSMFA_RESOLVING+x}${AWSMFA_PREPARED+x}${AWSMFA_CODE+x}" ] || return

  case ${HOME-} in /*) ;; *) return 1 ;; esac
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/awsmfa/prepared
  line='
'
  case $folder:$HOME in *"$line"*) return 1 ;; /*) ;; *) return 1 ;; esac
  file=$folder/$*
  [ -f "$file" ] && [ -O "$file" ] && [ -O "$folder" ] && [ -n "$__awsmfa_build" ] || return

  # One descriptor for header and body: the file may be replaced meanwhile.
  # shellcheck disable=SC2094 # nothing here writes
  {
    command read -r format by words size region config_crc config_size credentials_crc credentials_size shape <&3 &&
      IFS= command read -r place <&3 && IFS= command read -r home <&3 || return
    [ "$format $by $words $shape" = "awsmfa-prepared-3 $__awsmfa_build $# $*" ] || return
    case $1 in
      init) [ "$home" = "$HOME" ] || return ;;
      *) [ "$place$line$home" = "-$line-" ] || return ;;
    esac
    # A region of the person's own counts for profiles that have none; what our own switch set is not the person's.
    if [ "$region" != any ] && [ -n "${AWS_REGION+x}${AWS_DEFAULT_REGION+x}" ]; then
      [ "${AWSMFA_WAS_AWS_REGION-}${AWSMFA_WAS_AWS_DEFAULT_REGION-}" = -- ] || return
      [ "${AWS_REGION-} ${AWS_DEFAULT_REGION-}" = "${AWSMFA_REGION-} ${AWSMFA_REGION-}" ] || return
    fi

    # Both AWS files as they were, by content. One that is not there counts as empty; only plain files are opened.
    config=$HOME/.aws/config credentials=$HOME/.aws/credentials
    [ -f "$config" ] || {
      [ ! -e "$config" ] || return
      config=/dev/null
    }
    [ -f "$credentials" ] || {
      [ ! -e "$credentials" ] || return
      credentials=/dev/null
    }
    # Two programs side by side. `find` looks at modes and size, and at the clock: a session's answer bears the time until which it may be
    # served. `init` has no end. A clock set back must not make a session younger. In the C locale, since any other is a dozen files to read.
    # `init` names files of one folder: this one, by its real name, since anybody may lead a former name elsewhere.
    # `cksum`, which may wait for a disk that is gone, in front: what is behind `&` ignores Ctrl-C, and zsh would wait for it.
    # With `\`, since bash looks for aliases each time it comes by here.
    case $1 in init) set -- ;; *) set -- -mmin -0 '!' -cmin -0 ;; esac
    facts="$line$(
      {
        \command [ "$place" = - ] || { CDPATH='' \command cd -P -- "$__awsmfa_root" && \command [ "$PWD" = "$place" ]; } || \exit
        LC_ALL=C \command find "$folder" "$file" -prune '(' -type d -perm 700 -o -type f -perm 600 -size "${size}c" "$@" ')' &
        \exec cksum "$config" "$credentials"
      } 2>/dev/null
    )$line"
    # Whole lines, in any order.
    for fact in "$folder" "$file" "$config_crc $config_size $config" "$credentials_crc $credentials_size $credentials"; do
      case $facts in *"$line$fact$line"*) ;; *) return 1 ;; esac
    done
    __awsmfa_deliver
  } 3<"$file"
}

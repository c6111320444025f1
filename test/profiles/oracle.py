"""The oracle: for each pair of paths (a JSON line on stdin) what botocore reads from the two AWS files, or that it refuses them."""

import json
import os
import sys

import botocore.exceptions
import botocore.session


session = botocore.session.Session()


def pairs(value):
    """Dicts as lists of pairs, so that their order survives JSON in a language that sorts numeric keys first."""
    return [[key, pairs(inner)] for key, inner in value.items()] if isinstance(value, dict) else value


def read(config, credentials):
    os.environ["AWS_CONFIG_FILE"] = config
    os.environ["AWS_SHARED_CREDENTIALS_FILE"] = credentials
    try:
        session._config = None  # a new Session for each file would take twenty times as long
        full = session.full_config
    except botocore.exceptions.ConfigParseError:
        return {"refused": True}
    return {key: pairs(full.get(key, {})) for key in ("profiles", "services", "sso_sessions")}


for line in sys.stdin:
    print(json.dumps(read(*json.loads(line))))

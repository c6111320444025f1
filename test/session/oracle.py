"""Reads a JSON list of {config, credentials, profile}; tells for each what botocore does: the calls in order, or an error."""

import json
import os
import sys
import tempfile

import botocore.session
from botocore.credentials import create_credential_resolver


class FakeSts:
    def __init__(self, calls, signer):
        self.calls, self.signer = calls, signer

    def assume_role(self, **asked):
        if asked["RoleSessionName"].startswith("botocore-session-"):
            del asked["RoleSessionName"]
        self.calls.append([self.signer, asked])
        return {
            "Credentials": {
                "AccessKeyId": "call %d" % len(self.calls),
                "SecretAccessKey": "s",
                "SessionToken": "t",
                "Expiration": "2100-01-01T00:00:00Z",
            },
            "AssumedRoleUser": {"Arn": "arn:aws:sts::1:assumed-role/a/b", "AssumedRoleId": "a:b"},
        }


def ask(case, folder):
    for name, variable in (("config", "AWS_CONFIG_FILE"), ("credentials", "AWS_SHARED_CREDENTIALS_FILE")):
        os.environ[variable] = os.path.join(folder, name)
        with open(os.environ[variable], "w") as file:
            file.write(case[name])
    calls = []
    try:
        return follow(case["profile"], calls)
    except Exception as error:
        return {"error": "%s: %s" % (type(error).__name__, error)}


def follow(profile, calls):
    session = botocore.session.Session(profile=profile)
    session.create_client = lambda service, **keys: FakeSts(calls, keys.get("aws_access_key_id"))
    resolver = create_credential_resolver(session, region_name="us-east-1")
    for beyond in ("ec2-credentials-file", "boto-config", "container-role", "iam-role"):
        resolver.remove(beyond)
    keys = resolver.load_credentials().get_frozen_credentials()
    return {"calls": calls, "end": keys.access_key, "token": bool(keys.token)}


with tempfile.TemporaryDirectory() as folder:
    print(json.dumps([ask(case, folder) for case in json.load(sys.stdin)]))

"""Asks for credentials by iam-rolesanywhere-session and prints whose they are, or the refusal.

Reads {"trustAnchorArn", "profileArn", "roleArn", "certificate", "chain", "privateKey", "endpoint",
"region", "caFile", "forge"}; "chain" is null or a file, "forge" is null or a key of FORGERIES.
"""

import json
import sys

from iam_rolesanywhere_session import CredentialsRetrievalError, IAMRolesAnywhereSession


def forge_signature(request):
    header = request.headers["Authorization"]
    del request.headers["Authorization"]
    request.headers["Authorization"] = header[:-1] + ("0" if header[-1] != "0" else "1")


def forge_body(request):
    request.data = request.data.replace('"durationSeconds": 3600', '"durationSeconds": 3601')


FORGERIES = {"signature": forge_signature, "body": forge_body}


def forge_after_signing(session, forge):
    signer = session._request_signer
    sign = signer.add_auth

    def sign_and_forge(request):
        sign(request)
        forge(request)

    signer.add_auth = sign_and_forge


order = json.load(sys.stdin)
roles_anywhere = IAMRolesAnywhereSession(
    trust_anchor_arn=order["trustAnchorArn"],
    profile_arn=order["profileArn"],
    role_arn=order["roleArn"],
    certificate=order["certificate"],
    certificate_chain=order["chain"],
    private_key=order["privateKey"],
    endpoint=order["endpoint"],
    region=order["region"],
    verify=order["caFile"],
)
if order["forge"] is not None:
    forge_after_signing(roles_anywhere, FORGERIES[order["forge"]])

try:
    sts = roles_anywhere.get_session().client("sts", endpoint_url="https://" + order["endpoint"])
    print(json.dumps({"arn": sts.get_caller_identity()["Arn"]}))
except CredentialsRetrievalError as refusal:
    print(json.dumps({"status": refusal.status_code, "message": refusal.message}))

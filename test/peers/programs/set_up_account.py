"""Sets up Roles Anywhere and IAM by boto3, in the way of AWS's guide, and prints the ARNs.

Reads {"certificate", "identity"}: the anchor's CA as PEM, and the URI that may assume the role.
"""

import json
import sys

import boto3

order = json.load(sys.stdin)
iam = boto3.client("iam")
roles_anywhere = boto3.client("rolesanywhere")

anchor = roles_anywhere.create_trust_anchor(
    name="cluster",
    enabled=True,
    source={
        "sourceType": "CERTIFICATE_BUNDLE",
        "sourceData": {"x509CertificateData": order["certificate"]},
    },
)["trustAnchor"]

trust_policy = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "rolesanywhere.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
        "Condition": {
            "ArnEquals": {"aws:SourceArn": anchor["trustAnchorArn"]},
            "StringEquals": {"aws:PrincipalTag/x509SAN/URI": order["identity"]},
        },
    },
}


def create_role(name):
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust_policy))
    return role["Role"]["Arn"]


listed, unlisted = create_role("web"), create_role("unlisted")

profile = roles_anywhere.create_profile(
    name="cluster", enabled=True, roleArns=[listed], acceptRoleSessionName=True
)["profile"]
roles_anywhere.put_attribute_mapping(
    profileId=profile["profileId"],
    certificateField="x509SAN",
    mappingRules=[{"specifier": "URI"}],
)

print(
    json.dumps(
        {
            "trustAnchorArn": anchor["trustAnchorArn"],
            "profileArn": profile["profileArn"],
            "roleArn": listed,
            "unlistedRoleArn": unlisted,
        }
    )
)

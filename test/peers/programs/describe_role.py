"""Prints what IAM says about a role. Usage: describe_role.py NAME"""

import json
import sys

import boto3

name = sys.argv[1]
iam = boto3.client("iam")
role = iam.get_role(RoleName=name)["Role"]
attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
inline = iam.list_role_policies(RoleName=name)["PolicyNames"]
tags = iam.list_role_tags(RoleName=name)["Tags"]
print(
    json.dumps(
        {
            "arn": role["Arn"],
            "trustPolicy": role["AssumeRolePolicyDocument"],
            "maxSessionDuration": role["MaxSessionDuration"],
            "policies": [policy["PolicyArn"] for policy in attached],
            "inlinePolicies": {
                policy: iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
                for policy in inline
            },
            "permissionsBoundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
            "tags": {tag["Key"]: tag["Value"] for tag in tags},
        }
    )
)

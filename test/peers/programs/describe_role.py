"""Prints what IAM says about a role. Usage: describe_role.py NAME"""

import json
import sys

import boto3

name = sys.argv[1]
iam = boto3.client("iam")
role = iam.get_role(RoleName=name)["Role"]
attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
tags = iam.list_role_tags(RoleName=name)["Tags"]
print(
    json.dumps(
        {
            "arn": role["Arn"],
            "trustPolicy": role["AssumeRolePolicyDocument"],
            "maxSessionDuration": role["MaxSessionDuration"],
            "policies": [policy["PolicyArn"] for policy in attached],
            "tags": {tag["Key"]: tag["Value"] for tag in tags},
        }
    )
)

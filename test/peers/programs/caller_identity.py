"""Prints whose credentials boto3 finds by its default chain, and where it found them."""

import json
import os

import boto3

session = boto3.Session()
sts = session.client("sts", endpoint_url=os.environ["AWS_ENDPOINT_URL_STS"])
arn = sts.get_caller_identity()["Arn"]
print(json.dumps({"arn": arn, "source": session.get_credentials().method}))

"""Asks STS who it is by boto3, five times a second until it is stopped, and prints a line of JSON for each call.

A line is {"start", "end", "key", "error"}: milliseconds since the epoch, the access key, what went wrong.
"""

import json
import os
import time

import boto3

PAUSE = 0.2

session = boto3.Session()
sts = session.client("sts", endpoint_url=os.environ["AWS_ENDPOINT_URL_STS"])


def call():
    sts.get_caller_identity()
    return session.get_credentials().get_frozen_credentials().access_key


def milliseconds():
    return round(time.time() * 1000)


while True:
    line = {"start": milliseconds(), "key": None, "error": None}
    try:
        line["key"] = call()
    except Exception as error:
        line["error"] = f"{type(error).__name__}: {error}"
    line["end"] = milliseconds()
    print(json.dumps(line), flush=True)
    time.sleep(max(0, PAUSE - (line["end"] - line["start"]) / 1000))

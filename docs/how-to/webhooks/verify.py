"""Verifies a webhook of the CRM with nothing but Python's own library (Standard Webhooks 1.0).

    verify.py SECRET ID TIMESTAMP SIGNATURES < body     # exits with 0 when it is genuine
"""

import base64
import hashlib
import hmac
import sys
import time

TOLERANCE_SECONDS = 5 * 60


def is_genuine(secret, webhook_id, timestamp, signatures, body, now=None):
    """body: the bytes as they came, before any JSON is parsed."""
    if abs((now or time.time()) - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()
    content = webhook_id.encode() + b"." + timestamp.encode() + b"." + body
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest("v1," + expected, each) for each in signatures.split(" "))


if __name__ == "__main__":
    sys.exit(0 if is_genuine(*sys.argv[1:5], sys.stdin.buffer.read()) else 1)

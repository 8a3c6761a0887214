"""Reads the one revocation list of the account by boto3, and says by cryptography what it is.

Prints {"verified", "number", "revoked", "reasons"}: whether the CA of its trust anchor has signed it, its
number, and the serial numbers, decimal, with their reasons.
"""

import json

import boto3
from cryptography import x509

roles_anywhere = boto3.client("rolesanywhere")
[crl] = roles_anywhere.list_crls()["crls"]
anchor_id = crl["trustAnchorArn"].split("/")[-1]
anchor = roles_anywhere.get_trust_anchor(trustAnchorId=anchor_id)["trustAnchor"]
ca = x509.load_pem_x509_certificate(
    anchor["source"]["sourceData"]["x509CertificateData"].encode()
)
revocation_list = x509.load_pem_x509_crl(crl["crlData"])
key_identifier = revocation_list.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier)
subject_key = ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
verified = (
    revocation_list.issuer == ca.subject
    and revocation_list.is_signature_valid(ca.public_key())
    and key_identifier.value.key_identifier == subject_key.value.digest
)


def reason_of(entry):
    try:
        return entry.extensions.get_extension_for_class(x509.CRLReason).value.reason.value
    except x509.ExtensionNotFound:
        return None


print(
    json.dumps(
        {
            "verified": verified,
            "number": revocation_list.extensions.get_extension_for_class(
                x509.CRLNumber
            ).value.crl_number,
            "revoked": [str(entry.serial_number) for entry in revocation_list],
            "reasons": [reason_of(entry) for entry in revocation_list],
        }
    )
)

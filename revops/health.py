"""Checks that the RevOps of this machine works, asked as its users ask: ``python -m revops.health``, for containers.

It imports the standard library alone, because it is run every few seconds.
"""

import http.client
import os
import ssl
import sys

_SECONDS = 3


def why_not_ready(port: int, host: str = "127.0.0.1", *, by_https: bool) -> str | None:
    """Ask ``/readyz`` and say what is wrong; None when the server is ready.

    Its certificate is made out to the name that people use, not to this address, so it is not looked at.
    """
    connection: http.client.HTTPConnection
    if by_https:
        unverified = ssl.create_default_context()
        unverified.check_hostname = False
        unverified.verify_mode = ssl.CERT_NONE
        connection = http.client.HTTPSConnection(host, port, timeout=_SECONDS, context=unverified)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=_SECONDS)
    try:
        connection.request("GET", "/readyz")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"RevOps does not answer on port {port}: {error}."
    finally:
        connection.close()
    return None if status == 200 else f"RevOps answers on port {port}, and is not ready ({status})."


if __name__ == "__main__":
    wrong = why_not_ready(
        int(sys.argv[1]) if len(sys.argv) > 1 else 8001, by_https=bool(os.environ.get("REVOPS_TLS_CERTIFICATE"))
    )
    sys.exit(wrong)

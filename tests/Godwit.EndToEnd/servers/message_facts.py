"""What the readers tell of a message's bytes, however they came by them."""

import hashlib
import re


def of(body):
    """The hash of the canonical form (a bare LF made CRLF, a lone CR kept), and by name what some servers do not keep as it is."""
    canonical = re.sub(rb"(?<!\r)\n", b"\r\n", body)
    return {"sha256": hashlib.sha256(canonical).hexdigest(), "special": list(special(canonical))}


def special(canonical):
    if any(byte > 127 for byte in canonical.partition(b"\r\n\r\n")[0]):
        yield "8-bit header"
    if not canonical.endswith(b"\r\n"):
        yield "no final line end"
    if re.search(rb"\r(?!\n)", canonical):
        yield "lone CR"

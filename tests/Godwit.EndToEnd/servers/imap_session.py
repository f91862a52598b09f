"""Signing in, folder names and answers, for the three tools beside this file. Only Python's own imaplib: nothing here comes from the code under test."""

import argparse
import base64
import imaplib
import os
import re
import socket
import ssl

imaplib._MAXLINE = 64_000_000  # its default refuses a folder of 100,000 uids


def parser(description):
    """The arguments all tools share; the password comes from MAIL_PASSWORD."""
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("port", type=int, help="on 127.0.0.1")
    arguments.add_argument("user")
    arguments.add_argument("--ca", help="use TLS and trust this authority")
    return arguments


def sign_in(options):
    """An imaplib session, and the mailbox's prefix and separator as the server tells them."""
    session = connect(options)
    session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each literal waits 40 ms for an acknowledgement
    session.login(options.user, os.environ["MAIL_PASSWORD"])
    # What may be used is what the server says after sign-in.
    session.capabilities = tuple(session.capability()[1][0].decode().upper().split())
    return session, *personal_namespace(session)


def connect(options):
    if not options.ca:
        return imaplib.IMAP4("127.0.0.1", options.port)
    trust = ssl.create_default_context(cafile=options.ca)
    return imaplib.IMAP4_SSL("localhost", options.port, ssl_context=trust)


def personal_namespace(session):
    """RFC 2342: the first personal namespace; its separator may be NIL, then "/" stands in."""
    answer = session.namespace()[1][0].decode() if "NAMESPACE" in session.capabilities else ""
    found = re.match(r'\(\("((?:[^"\\]|\\.)*)" (?:"((?:[^"\\]|\\.)*)"|NIL)', answer)
    return (found.group(1), found.group(2) or "/") if found else ("", "/")


def encode_name(text):
    """Modified UTF-7 (RFC 3501 section 5.1.3)."""
    def shifted(match):
        packed = base64.b64encode(match.group().encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
        return "&" + packed + "-"
    return re.sub("[^\x20-\x7e]+", shifted, text.replace("&", "&-"))


def decode_name(name):
    def plain(match):
        packed = match.group(1).replace(",", "/")
        return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-16-be") if packed else "&"
    return re.sub("&([^-]*)-", plain, name)


def quoted(name):
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def wire_name(path, prefix, separator):
    """The server's name of a path given as segments."""
    if path[0].upper() == "INBOX":
        return separator.join(["INBOX", *map(encode_name, path[1:])])
    return prefix + separator.join(map(encode_name, path))


def list_folders(session, prefix, separator):
    """(wire name, segments, attributes) of every folder of the owner, sorted by name."""
    lines = session.list('""', '"*"')[1]
    folders = [parse_list_line(line) for line in lines if line]
    kept = [(name, segments_of(name, prefix, separator), attributes) for name, attributes in folders]
    return sorted(kept, key=lambda folder: folder[1])


def parse_list_line(line):
    if isinstance(line, tuple):  # the name came as a literal
        head, name = line[0].decode(), line[1].decode("utf-8", "surrogateescape")
    else:
        head = line.decode("utf-8", "surrogateescape")
        name = re.search(r'\) (?:NIL|"(?:[^"\\]|\\.)*") (.*)$', head).group(1)
        if name.startswith('"'):
            name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return name, re.match(r"\(([^)]*)\)", head).group(1).split()


def segments_of(name, prefix, separator):
    inside = name[len(prefix):] if prefix and name.startswith(prefix) and name != prefix else name
    return [decode_name(part) for part in inside.split(separator)]


def shown(segments):
    """Segments joined by "/", with "/" and "\\" inside one escaped: how the C# side writes a folder path."""
    return "/".join(part.replace("\\", "\\\\").replace("/", "\\/") for part in segments)


def select(session, name, readonly):
    """EXAMINE or SELECT; how many messages there are."""
    answer, data = session.select(quoted(name), readonly)
    if answer != "OK":
        raise SystemExit(f"cannot open {name}: {data}")
    return int(data[0] or 0)


def uids(session):
    found = session.uid("SEARCH", "ALL")[1][0] or b""
    return sorted(int(number) for number in found.split())


def append(session, name, message):
    """Stores exactly these bytes (imaplib's own append turns a lone CR or LF into CRLF); the server's status and words."""
    session.literal = message.bytes
    try:
        flags = "(" + " ".join(message.flags) + ")"
        answer, data = session._simple_command("APPEND", quoted(name), flags, message.internal_date())
        return answer, data[0].decode("utf-8", "replace")
    except imaplib.IMAP4.error as refusal:  # BAD
        return "BAD", str(refusal)

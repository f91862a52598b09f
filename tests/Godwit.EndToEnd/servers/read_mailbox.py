#!/usr/bin/python3
"""Reads a whole mailbox and prints one JSON object a line: for each folder {"kind": "folder", ...}, then for each of its messages {"kind": "message", ...}.

A message has folder, uid, flags (system flags without \\Recent, sorted), keywords (sorted), date (seconds since 1970), size (bytes as sent) and sha256 of its
canonical form: a bare LF is made CRLF, a lone CR stays. "special" names what some servers do not keep as it is (message_facts.py).
"""

import datetime
import json
import re

import imap_session
import message_facts

AT_ONCE = 50


def main():
    options = imap_session.parser(__doc__).parse_args()
    session, prefix, separator = imap_session.sign_in(options)
    for name, segments, attributes in imap_session.list_folders(session, prefix, separator):
        if not {"\\noselect", "\\nonexistent"} & {a.lower() for a in attributes}:
            read_folder(session, name, imap_session.shown(segments), attributes)
    session.logout()


def read_folder(session, name, path, attributes):
    count = imap_session.select(session, name, readonly=True)
    validity = session.response("UIDVALIDITY")[1][0]
    print(json.dumps({"kind": "folder", "folder": path, "wireName": name, "attributes": sorted(attributes), "messages": count,
                      "generation": int(validity) if validity else 0}))
    numbers = imap_session.uids(session)
    if len(numbers) != count:
        raise SystemExit(f"{path}: EXISTS says {count}, SEARCH found {len(numbers)}")
    for start in range(0, count, AT_ONCE):
        read_messages(session, path, numbers[start:start + AT_ONCE])


def read_messages(session, path, numbers):
    uid_set = ",".join(map(str, numbers))
    data = session.uid("FETCH", uid_set, "(UID FLAGS INTERNALDATE BODY.PEEK[])")[1]
    seen = [message for message in parse(data, path)]
    if sorted(message["uid"] for message in seen) != numbers:
        raise SystemExit(f"{path}: asked for {len(numbers)} messages, got {len(seen)}")
    for message in sorted(seen, key=lambda m: m["uid"]):
        print(json.dumps(message, ensure_ascii=False))


def parse(data, path):
    """imaplib gives (text up to a literal, literal) pairs and trailing text; what belongs to one message is joined again."""
    text, body = "", None
    for part in data:
        if isinstance(part, tuple):
            text += part[0].decode("latin-1")
            body = part[1]
            continue
        text += (part or b"").decode("latin-1")
        if body is None:  # some servers send an empty body as a quoted string; an unasked FETCH has none at all
            body = b"" if re.search(r'BODY\[\] (""|NIL)', text) else None
        if body is not None and "UID" in text:
            yield describe(text, body, path)
        text, body = "", None


def describe(text, body, path):
    words = re.search(r"FLAGS \(([^)]*)\)", text).group(1).split()
    date = re.search(r'INTERNALDATE "([^"]*)"', text).group(1).strip()
    return {
        "kind": "message", "folder": path, "uid": int(re.search(r"UID (\d+)", text).group(1)),
        "flags": sorted(word for word in words if word.startswith("\\") and word.lower() != "\\recent"),
        "keywords": sorted(word for word in words if not word.startswith("\\")),
        "date": int(datetime.datetime.strptime(date, "%d-%b-%Y %H:%M:%S %z").timestamp()),
        "size": len(body), **message_facts.of(body),
    }


if __name__ == "__main__":
    main()

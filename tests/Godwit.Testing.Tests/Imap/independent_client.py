"""Speaks to the test server through Python's imaplib and prints what it finds as JSON: an opinion that shares no line with ours."""
import hashlib
import imaplib
import json
import ssl
import sys

host, port, user, password, authority = sys.argv[1:6]


def main():
    server = imaplib.IMAP4(host, int(port), timeout=30)
    if authority:
        server.starttls(ssl.create_default_context(cadata=authority))
    server.login(user, password)
    assert server.create("Projekte")[0] == "OK"
    message = b"Subject: from Python\r\n\r\nline\r\n.\r\n\xff\r\n"
    assert server.append("Projekte", r"(\Seen $Label)", '" 5-Mar-2011 07:08:09 +0100"', message)[0] == "OK"
    result = {"folders": sorted(line.decode() for line in server.list()[1]), "messages": []}
    kind, counts = server.select("INBOX", readonly=True)
    assert kind == "OK"
    result["exists"] = int(counts[0])
    kind, data = server.uid("FETCH", "1:*", "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])")
    assert kind == "OK"
    for part in data:
        if not isinstance(part, tuple):
            continue
        meta, body = part
        result["messages"].append({"meta": meta.decode(), "sha256": hashlib.sha256(body).hexdigest(), "length": len(body)})
    result["search"] = server.uid("SEARCH", "UNSEEN")[1][0].decode()
    server.select("Projekte")
    assert server.uid("STORE", "1", "+FLAGS", r"(\Flagged)")[0] == "OK"
    assert server.uid("COPY", "1", "INBOX")[0] == "OK"
    server.logout()
    print(json.dumps(result))


main()

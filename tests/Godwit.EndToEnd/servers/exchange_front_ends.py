#!/usr/bin/python3
"""exchange_front_ends.py FOLDER CERTIFICATE NAME=ADDRESS[:off]...: front ends of Exchange as they look from outside, on port 443 of each address.

Each asks for Negotiate or NTLM, accepts user "migration" with any answer to its challenge, serves the replication proxy (403 where it is off) and Autodiscover, and writes FOLDER/NAME/W3SVC1 as IIS does.
Written from published answers. Prints "ready" when all of them listen.
"""

import base64
import datetime
import os
import pathlib
import socket
import ssl
import struct
import sys
import threading
import uuid

FIELDS = "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken"
NEGOTIATE_FLAGS = 0xE2898235  # what Windows answers to a client that offers all of it
REASONS = {200: "OK", 202: "Accepted", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
OFFER = ["WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM"]
SETTINGS = (
    b'<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response><Account><AccountType>email</AccountType><Action>settings</Action>'
    b"<Protocol><Type>EXCH</Type><Server>ex1</Server></Protocol><Protocol><Type>EXPR</Type><Server>mail.contoso.example</Server>"
    b"<EwsUrl>https://mail.contoso.example/EWS/Exchange.asmx</EwsUrl></Protocol></Account></Response></Autodiscover>"
)
SESSION = (
    b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><CreateSequenceResponse xmlns="http://schemas.xmlsoap.org/ws/2005/02/rm">'
    b"<Identifier>urn:uuid:7</Identifier></CreateSequenceResponse></s:Body></s:Envelope>"
)


def now(form):
    return datetime.datetime.now(datetime.timezone.utc).strftime(form)


def challenge(computer):
    """A second message of NTLM ([MS-NLMP] section 2.2.1.2)."""
    target = "CONTOSO".encode("utf-16-le")
    info = b"".join(struct.pack("<HH", kind, 2 * len(text)) + text.encode("utf-16-le") for kind, text in ((2, "CONTOSO"), (1, computer), (4, "contoso.local"))) + bytes(4)
    head = b"NTLMSSP\0" + struct.pack("<IHHII", 2, len(target), len(target), 56, NEGOTIATE_FLAGS) + os.urandom(8) + bytes(8)
    return "NTLM " + base64.b64encode(head + struct.pack("<HHI", len(info), len(info), 56 + len(target)) + bytes([10, 0, 0x61, 0x4A, 0, 0, 0, 15]) + target + info).decode()


class FrontEnd:
    """One server."""

    def __init__(self, folder, certificate, name, address, is_off):
        self.name, self.address, self.is_off = name, address, is_off
        place = pathlib.Path(folder, name, "W3SVC1")
        place.mkdir(parents=True, exist_ok=True)
        self.log = open(place / now("u_ex%y%m%d.log"), "a", buffering=1, encoding="ascii")
        self.log.write(f"#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: {now('%Y-%m-%d %H:%M:%S')}\n#Fields: {FIELDS}\n")
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate)
        self.listener = socket.create_server((address, 443))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, (client, _) = self.listener.accept()
            threading.Thread(target=self.serve, args=(connection, client), daemon=True).start()

    def serve(self, connection, client):
        try:
            with self.tls.wrap_socket(connection, server_side=True) as stream:
                received, session = stream.makefile("rb"), {}
                while first := received.readline():
                    method, target, _ = first.decode().split(" ", 2)
                    fields = {}
                    while line := received.readline().strip():
                        name, value = line.decode().split(":", 1)
                        fields[name.lower()] = value.strip()
                    body = received.read(int(fields.get("content-length", 0)))
                    stream.sendall(self.answer(method, target.split("?")[0], fields, body, session, fields.get("x-forwarded-for", client)))
        except (OSError, ValueError):
            pass  # the other side has gone

    def answer(self, method, path, fields, body, session, client):
        status, sub, win32, more, said = self.judge(method, path.lower(), fields.get("authorization", ""), body, session)
        request, user = uuid.uuid4(), session.get("user", "-")
        agent = fields.get("user-agent", "-").replace(" ", "+")
        self.log.write(f"{now('%Y-%m-%d %H:%M:%S')} {self.address} {method} {path} &CorrelationID=<empty>;&cafeReqId={request}; 443 {user} {client} {agent} - {status} {sub} {win32} 7\n")
        head = [f"HTTP/1.1 {status} {REASONS[status]}", "Server: Microsoft-IIS/10.0", "X-Powered-By: ASP.NET", f"X-FEServer: {self.name}", f"request-id: {request}"]
        return "\r\n".join([*head, f"Date: {now('%a, %d %b %Y %H:%M:%S GMT')}", f"Content-Length: {len(said)}", *more, "", ""]).encode() + said

    def judge(self, method, path, authorization, body, session):
        """Status, sub-status, code of Windows, more header fields, body."""
        if path == "/":
            return 302, 0, 0, ["Location: /owa/"], b""
        if not path.startswith(("/ews/", "/autodiscover/autodiscover.xml")):
            return 404, 0, 2, [], b"<h2>404 - File or directory not found.</h2>"
        if "user" not in session and (refused := self.sign_in(authorization, session)):
            return refused
        if path.startswith("/autodiscover"):
            return 200, 0, 0, ["Content-Type: text/xml"], SETTINGS
        if "mrsproxy.svc" not in path:
            return 200, 0, 0, [], b"<html>service</html>"
        if self.is_off:
            return 403, 0, 0, [], b""
        if b"CreateSequence" in body:
            return 200, 0, 0, [], SESSION
        return (400 if method == "GET" else 202), 0, 0, [], b""

    def sign_in(self, authorization, session):
        message = base64.b64decode(authorization[5:]) if authorization.startswith("NTLM ") else bytes(12)
        if message[8] == 1:
            return 401, 1, 2148074254, ["WWW-Authenticate: " + challenge(self.name)], b""
        if message[8] != 3:
            return 401, 2, 5, OFFER, b""
        length, offset = struct.unpack("<H2xI", message[36:44])
        if message[offset : offset + length].decode("utf-16-le") != "migration":
            return 401, 1, 1326, OFFER, b""
        session["user"] = "CONTOSO\\migration"
        return None


def main():
    for place in sys.argv[3:]:
        name, address, *off = place.replace("=", ":").split(":")
        FrontEnd(sys.argv[1], sys.argv[2], name, address, bool(off))
    print("ready", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()

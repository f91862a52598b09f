"""A proxy of ours beside the source, which it reads in clear text as a master user."""

import dataclasses
import os
import pathlib
import socket
import subprocess

import measure
from peers import PASSWORD, ROOT

MASTER_USER, MASTER_PASSWORD = "godwit", "master-of-the-bench"
MASTER = f"{MASTER_USER}:{MASTER_PASSWORD}"
ACCOUNT, DOMAIN = "mig", "bench.example"


class Proxy:
    """One that is enabled, with one account. host is where clients find it; before stands in front of its command, as with the servers."""

    def __init__(self, folder, source, users, host, before=()):
        self.folder, self.source, self.host, self.port = pathlib.Path(folder), source, host, free_port()
        self.folder.mkdir()
        self.authority = certificate(self.folder / "proxy.pem", host)
        self.configuration = self.write("proxy.yaml", CONFIGURATION.format(
            listen=f"{'127.0.0.1' if host == 'localhost' else host}:{self.port}", imap=f"{'127.0.0.1' if host == 'localhost' else host}:{source.facts['imap']}", master=MASTER_USER,
            mailboxes=", ".join(f"{user}@{DOMAIN}: {user}" for user in users)))
        self.write("master.secret", MASTER_PASSWORD + "\n")
        self.write("account.secret", PASSWORD + "\n")
        self.command("user", "add", ACCOUNT, "--group", "Recipient Management", "--password-file", self.folder / "account.secret")
        self.command("enable")
        self.process = subprocess.Popen([*before, ROOT / "godwit", "proxy", "--config", self.configuration], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said = ""
        while "answers at" not in said:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit(f"bench/run: the proxy does not start: {said}")
            said += line

    def write(self, name, text):
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        file.chmod(0o600)
        return file

    def command(self, *words):
        subprocess.run([ROOT / "godwit", "proxy", *words, "--config", self.configuration], check=True, stdout=subprocess.DEVNULL)

    def end(self, user):
        """The mailbox, straight and by way of this proxy."""
        return dataclasses.replace(self.source.end(user), proxied=f"proxy://{ACCOUNT}@{self.host}:{self.port}/{user}@{DOMAIN}?ca={self.authority}")

    def cpu_seconds(self):
        return measure.cpu_seconds(self.process.pid)

    def close(self):
        self.process.kill()
        self.process.wait()


CONFIGURATION = """server: bench
listen: {listen}
certificate: proxy.pem
users: users.json
user-key-file: users.key
virtual-directory: directories.json
logs: {{ folder: logs }}
stores:
  bench:
    imap: imap://{imap}
    plain: true
    master-user: {master}
    password-file: master.secret
    mailboxes: {{ {mailboxes} }}
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def certificate(file, host):
    """Writes a certificate for this host with its key; the authority's file."""
    folder = pathlib.Path(os.environ.get("GODWIT_SERVERS", ROOT / "artifacts/servers")) / "certificates"
    subprocess.run([ROOT / "tests/Godwit.EndToEnd/servers/certificates", folder], check=True)
    name = f"subjectAltName=DNS:{host}" if host == "localhost" else f"subjectAltName=IP:{host}"
    key, request = file.with_suffix(".key"), file.with_suffix(".csr")
    openssl = lambda *words, **more: subprocess.run(["openssl", *map(str, words)], check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **more)
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", f"/CN={host}", "-addext", name)
    openssl("x509", "-req", "-in", request, "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-CAcreateserial", "-CAserial", file.with_suffix(".srl"), "-days", "30", "-copy_extensions", "copy", "-out", file)
    file.write_text(file.read_text() + key.read_text())
    file.chmod(0o600)
    return folder / "ca.pem"

"""The stores of the benchmark: servers started by the scripts of the end-to-end tests, and plain Maildirs. What their work cost, and where their mail is kept."""

import dataclasses
import os
import pathlib
import shutil
import subprocess
import time

import measure
from peers import PASSWORD, ROOT

SCRIPTS = ROOT / "tests/Godwit.EndToEnd/servers"
OWNER = ("nobody", "nogroup")


@dataclasses.dataclass
class End:
    """One mailbox: on a server, or a Maildir where there is no port."""
    user: str
    maildir: pathlib.Path
    host: str = ""
    port: int = 0
    ca: str = ""
    product: str = "maildir"
    proxied: str = ""  # its address by way of a proxy


# A Dovecot process that reads a folder of a million messages needs more than the 256 MB that it may have by default.
ROOM = ["default_vsz_limit = 4G"]


class Server:
    """A Dovecot or a Courier with its own folder, ports and users. before stands in front of the command that starts it; host is where clients find it."""

    def __init__(self, product, folder, users, fsync="never", tls=False, capability="", compress=False, master="", before=(), host="127.0.0.1"):
        self.script, self.folder, self.product, self.host, self.tls = SCRIPTS / product, pathlib.Path(folder), product, "localhost" if tls else host, tls
        settings = {"SERVER_USERS": " ".join(f"{user}:{PASSWORD}" for user in users), "SERVER_FSYNC": fsync, "SERVER_TLS": "good" if tls else "no", "SERVER_MECHANISMS": "plain login",
                    "SERVER_CAPABILITY": capability, "SERVER_COMPRESS": "yes" if compress else "no", "SERVER_MASTER": master, **(dovecot_reached_at(host) if product == "dovecot" else courier_reached_at(host))}
        told = subprocess.run([*before, self.script, "start", folder], env={**os.environ, **settings}, check=True, capture_output=True, text=True).stdout
        self.facts = dict(line.split("=", 1) for line in told.split())
        self.home = pathlib.Path(self.facts["home"])

    def end(self, user):
        return End(user, self.home / user / "Maildir", self.host, int(self.facts["imaps" if self.tls else "imap"]), self.facts.get("ca", ""), self.product)

    def cpu_seconds(self):
        return measure.cpu_seconds(int((self.folder / "pid").read_text().split()[0]))

    def end_and_empty(self):
        subprocess.run([self.script, "kill", self.folder], check=True)
        empty(self.home)


def dovecot_reached_at(host):
    return {"SERVER_EXTRA": "\n".join(ROOM + ([f"listen = 127.0.0.1, {host}"] if host != "127.0.0.1" else []))}


def courier_reached_at(host):
    """Courier listens at one address or at all; far away it is alone in its network namespace."""
    return {"SERVER_ADDRESS": "127.0.0.1" if host == "127.0.0.1" else "0.0.0.0"}


class Files:
    """Maildirs without a server. They cost no time but ours."""

    def __init__(self, folder):
        self.home = pathlib.Path(folder) / "home"
        self.home.mkdir(parents=True)

    def end(self, user):
        return End(user, self.home / user / "Maildir")

    def cpu_seconds(self):
        return 0.0

    def end_and_empty(self):
        empty(self.home)


def empty(folder, linked=False):
    """Gives files' space back without deleting them: ext4 passes over recently deleted inodes one by one at each create, which makes a server that creates thousands
    of files several times slower for minutes. A file that has other names belongs to the corpus and stays as it is, unless linked is said."""
    for path, _, files in os.walk(folder):
        for name in files:
            file = os.path.join(path, name)
            if linked or os.lstat(file).st_nlink == 1:
                os.truncate(file, 0)


def copy_by_links(source, target):
    """A Maildir of its own over the same message files, for the user whose mail servers keep."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    for path, _, files in os.walk(source):
        folder = os.path.join(target, os.path.relpath(path, source)) if path != str(source) else str(target)
        os.makedirs(folder, exist_ok=True)
        place = os.link if os.path.basename(path) == "cur" else shutil.copy2
        for name in files:
            place(os.path.join(path, name), os.path.join(folder, name))
            if place is not os.link:
                shutil.chown(os.path.join(folder, name), *OWNER)
        shutil.chown(folder, *OWNER)
    shutil.chown(os.path.dirname(target), *OWNER)


def discard_old(parent, seconds=3600):
    """Removes what benches before that long left. Called when everything is measured."""
    for folder in pathlib.Path(parent).glob("godwit-bench-*"):
        if time.time() - folder.stat().st_mtime > seconds:
            for server in folder.glob("*/*/ports"):
                subprocess.run([SCRIPTS / "dovecot", "stop", server.parent], check=True)
            shutil.rmtree(folder, ignore_errors=True)

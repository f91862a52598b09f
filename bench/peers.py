"""The programs that are compared: how each is told to copy one mailbox, what it changes in the messages, and what its version is."""

import csv
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PASSWORD = "bench"


class Peer:
    adds_header = None  # a header that it adds to every copy; left out when copies are compared
    keeps_keywords = None  # only these; the others are not compared. None: all
    copies = True  # False: nothing of its own is on the target afterwards

    def commands(self, pairs, folder, setting):
        """What to start, all at once, for these (source, target) pairs: (command, environment) each. A program that takes several mailboxes would be started once."""
        return [self.command(source, target, folder / str(number), setting) for number, (source, target) in enumerate(pairs)]

    def available(self):
        return True


class Mbsync(Peer):
    name, adds_header, keeps_keywords = "mbsync", "X-TUID", {"$Forwarded"}

    def command(self, source, target, folder, setting):
        settings = folder / "mbsyncrc"
        (folder / "state").mkdir(parents=True, exist_ok=True)
        settings.write_text(self.store("source", source) + self.store("target", target) + "Channel move\nFar :source:\nNear :target:\nPatterns *\nCreate Near\nRemove Near\n"
                            f"Expunge Near\nSync Pull\nCopyArrivalDate yes\nSyncState {folder}/state/\n")
        return ["mbsync", "-q", "-c", str(settings), "move"], {}

    def store(self, name, end):
        if not end.port:
            return f"MaildirStore {name}\nInbox {end.maildir}\nSubFolders Maildir++\n\n"
        tls = f"SSLType IMAPS\nCertificateFile {end.ca}\nSystemCertificates no\n" if end.ca else "SSLType None\n"
        path = "Path INBOX.\n" if end.product == "courier" else ""
        return (f"IMAPAccount {name}\nHost {end.host}\nPort {end.port}\nUser {end.user}\nPass {PASSWORD}\n{tls}AuthMechs LOGIN\nTimeout 600\n\n"
                f"IMAPStore {name}\nAccount {name}\n{path}\n")

    def version(self):
        return said("mbsync", "--version").replace("isync ", "")


class Godwit(Peer):
    name, root = "godwit", ROOT

    def command(self, source, target, folder, setting):
        folder.mkdir(parents=True, exist_ok=True)
        return self.move(self.store(source), self.store(target), ["--state", str(folder / "state")], setting)

    def move(self, source, target, more, setting):
        compress = ["--compress"] if setting.compress else []
        return ([str(self.root / "godwit"), "move", "--from", source, "--to", target, "--json", *more, *compress, *options()],
                {"GODWIT_FROM_PASSWORD": PASSWORD, "GODWIT_TO_PASSWORD": PASSWORD})

    def commands(self, pairs, folder, setting):
        """One process for all of them."""
        if len(pairs) == 1:
            return super().commands(pairs, folder, setting)
        rows = [(self.store(source), self.store(target), str(folder / f"{number}.state")) for number, (source, target) in enumerate(pairs)]
        with open(folder / "mailboxes.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("from", "to", "state"), *rows])
        several = ["--each", str(folder / "mailboxes.csv"), "--at-once", str(len(pairs)), "--state", "{state}"]
        return [self.move("{from}", "{to}", several, setting)]

    def store(self, end):
        if not end.port:
            return f"maildir:{end.maildir}"
        return f"imaps://{end.user}@{end.host}:{end.port}?ca={end.ca}" if end.ca else f"imap://{end.user}@{end.host}:{end.port}?tls=none"

    def version(self):
        return said(str(self.root / "godwit"), "--version") + " at " + said("git", "-C", str(self.root), "rev-parse", "--short", "HEAD")


class OtherGodwit(Godwit):
    """Another checkout of Godwit in the same rounds, to see whether a change is one: GODWIT_BENCH_OTHER names it."""
    name, root = "other", pathlib.Path(os.environ.get("GODWIT_BENCH_OTHER", "/nonexistent"))

    def available(self):
        return (self.root / "godwit").exists()


class Proxied(Godwit):
    """Godwit through the proxy that stands beside the source."""
    name = "proxied"

    def command(self, source, target, folder, setting):
        folder.mkdir(parents=True, exist_ok=True)
        return self.move(source.proxied, self.store(target), ["--state", str(folder / "state")], setting)


class StartUp(Peer):
    """Godwit with nothing to do at all: what its start and end take."""
    name, copies = "godwit --version", False

    def command(self, source, target, folder, setting):
        folder.mkdir(parents=True, exist_ok=True)
        return [str(ROOT / "godwit"), "--version"], {}

    def version(self):
        return "the start-up alone"


class Fetch(Peer):
    """Reads every message on as many connections as Godwit has, and forgets it."""
    name, copies, connections, far_connections = "fetch", False, 2, 4

    def command(self, source, target, folder, setting):
        folder.mkdir(parents=True, exist_ok=True)
        return [sys.executable, str(ROOT / "bench/fetch.py"), source.host, str(source.port), source.user, str(self.far_connections if setting.path.round_trip_ms else self.connections)], {"FETCH_PASSWORD": PASSWORD}

    def version(self):
        return f"(bench/fetch.py, {self.connections} connections, far away {self.far_connections})"


class CopyFiles(Peer):
    """The disk's own work: the same files, copied."""
    name = "cp -a"

    def command(self, source, target, folder, setting):
        folder.mkdir(parents=True, exist_ok=True)
        target.maildir.parent.mkdir(parents=True, exist_ok=True)
        return ["cp", "-a", str(source.maildir), str(target.maildir)], {}

    def version(self):
        return said("cp", "--version").split()[-1]


class Doveadm(Peer):
    """Dovecot's own migration with its own advice for it. Writes the target's files itself, on the target's machine."""
    name = "doveadm"

    def command(self, source, target, folder, setting):
        folder.mkdir(parents=True, exist_ok=True)
        tuned = [f"imapc_host={source.host}", f"imapc_port={source.port}", f"imapc_user={source.user}", f"imapc_password={PASSWORD}",
                 "imapc_features=rfc822.size fetch-headers", "mail_prefetch_count=20", "mail_fsync=never"]
        server = target.maildir.parent.parent.parent
        return ["doveadm", "-c", f"{server}/dovecot.conf", *(word for option in tuned for word in ("-o", option)), "backup", "-R", "-u", target.user, "imapc:"], {}

    def version(self):
        return said("dovecot", "--version").split()[0]


class Imapsync(Peer):
    """Not in Debian: measured where it is on the PATH or named by IMAPSYNC."""
    name = "imapsync"

    def command(self, source, target, folder, setting):
        folder.mkdir(parents=True, exist_ok=True)
        ends = [word for number, end in ((1, source), (2, target)) for word in
                (f"--host{number}", end.host, f"--port{number}", str(end.port), f"--user{number}", end.user, f"--password{number}", PASSWORD, f"--nossl{number}", f"--notls{number}")]
        return [self.program(), *ends, "--nolog", "--noreleasecheck", "--noid", "--nomodulesversion", "--pidfile", f"{folder}/pid", "--tmpdir", str(folder), "--delete2", "--noexpunge1"], {}

    def program(self):
        return os.environ.get("IMAPSYNC") or shutil.which("imapsync") or ""

    def available(self):
        return bool(self.program())

    def version(self):
        return said(self.program(), "--version") if self.available() else "not on this machine"


class Offlineimap(Peer):
    name, adds_header, keeps_keywords = "offlineimap", "X-OfflineIMAP", frozenset()

    def command(self, source, target, folder, setting):
        folder.mkdir(parents=True, exist_ok=True)
        store = lambda name, end, more: (f"[Repository {name}]\ntype = IMAP\nremotehost = {end.host}\nremoteport = {end.port}\nremoteuser = {end.user}\nremotepass = {PASSWORD}\nssl = no\n"
                                         f"starttls = no\nauth_mechanisms = LOGIN\n{more}\n")
        settings = folder / "settings"
        settings.write_text(f"[general]\naccounts = move\nmetadata = {folder}/meta\nmaxsyncaccounts = 1\nsocktimeout = 120\n[Account move]\nlocalrepository = target\nremoterepository = source\n"
                            + store("source", source, "readonly = True\n") + store("target", target, "sync_deletes = yes\n"))
        return ["offlineimap", "-o", "-u", "quiet", "-c", str(settings)], {}

    def available(self):
        return bool(shutil.which("offlineimap"))

    def version(self):
        return said("offlineimap", "--version") if self.available() else "not on this machine"


ALL = {peer.name: peer for peer in (Mbsync(), Godwit(), OtherGodwit(), Proxied(), StartUp(), Fetch(), CopyFiles(), Doveadm(), Imapsync(), Offlineimap())}


def options():
    """More arguments for godwit, from GODWIT_BENCH_OPTIONS."""
    return os.environ.get("GODWIT_BENCH_OPTIONS", "").split()


def said(*command):
    return (subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip().splitlines() or ["?"])[0]

"""The programs that are compared: how each is told to copy one mailbox, and what its version is."""

import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
PASSWORD = "bench"


class Mbsync:
    name = "mbsync"
    slack_bytes_per_message = 64  # it may add an X-TUID header to each copy

    def command(self, source, target, folder):
        store = lambda name, end: (f"IMAPAccount {name}\nHost 127.0.0.1\nPort {end.port}\nUser {end.user}\nPass {PASSWORD}\nSSLType None\nAuthMechs LOGIN\nTimeout 120\n\n"
                                   f"IMAPStore {name}\nAccount {name}\n\n")
        settings = folder / "mbsyncrc"
        (folder / "state").mkdir(parents=True, exist_ok=True)
        settings.write_text(store("source", source) + store("target", target) + "Channel move\nFar :source:\nNear :target:\nPatterns *\nCreate Near\nRemove Near\n"
                            f"Expunge Near\nSync Pull\nCopyArrivalDate yes\nSyncState {folder}/state/\n")
        return ["mbsync", "-q", "-c", str(settings), "move"], {}

    def version(self):
        return said("mbsync", "--version").replace("isync ", "")


class Godwit:
    name = "godwit"
    slack_bytes_per_message = 0  # byte for byte

    def command(self, source, target, folder):
        store = lambda end: f"imap://{end.user}@127.0.0.1:{end.port}?tls=none"
        folder.mkdir(parents=True, exist_ok=True)
        return ([str(ROOT / "godwit"), "move", "--from", store(source), "--to", store(target), "--state", str(folder / "state"), "--json", *options()],
                {"GODWIT_FROM_PASSWORD": PASSWORD, "GODWIT_TO_PASSWORD": PASSWORD})

    def version(self):
        return said(str(ROOT / "godwit"), "--version") + " at " + said("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD")


ALL = {peer.name: peer for peer in (Mbsync(), Godwit())}


def options():
    """More arguments for godwit, from GODWIT_BENCH_OPTIONS."""
    return os.environ.get("GODWIT_BENCH_OPTIONS", "").split()


def said(*command):
    return (subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip().splitlines() or ["?"])[0]

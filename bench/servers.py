"""The two Dovecots of the benchmark, started by the scripts of the end-to-end tests, and what their work cost."""

import dataclasses
import os
import pathlib
import shutil
import subprocess
import time

from peers import PASSWORD, ROOT

SCRIPT = ROOT / "tests/Godwit.EndToEnd/servers/dovecot"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class End:
    """One mailbox of one server."""
    port: int
    user: str


class Server:
    def __init__(self, folder, users, fsync):
        self.folder = pathlib.Path(folder)
        settings = {"SERVER_USERS": " ".join(f"{user}:{PASSWORD}" for user in users), "SERVER_FSYNC": fsync, "SERVER_TLS": "no", "SERVER_MECHANISMS": "plain login"}
        told = subprocess.run([SCRIPT, "start", folder], env={**os.environ, **settings}, check=True, capture_output=True, text=True).stdout
        facts = dict(line.split("=", 1) for line in told.split())
        self.port, self.home = int(facts["imap"]), pathlib.Path(facts["home"])

    def end(self, user):
        return End(self.port, user)

    def maildir(self, user):
        return self.home / user / "Maildir"

    def cpu_seconds(self):
        """User and system time of the master, of its children that ended, and of those that live."""
        master = int((self.folder / "pid").read_text().split()[0])
        total = 0
        for entry in os.scandir("/proc"):
            numbers = stat(entry.name) if entry.name.isdigit() else None
            if numbers and int(entry.name) == master:
                total += sum(numbers[11:15])
            elif numbers and numbers[1] == master:
                total += numbers[11] + numbers[12]
        return total / TICKS

    def contents(self, user):
        """Messages and bytes with CRLF line ends, as the server's own files tell."""
        names = [name for folder, _, files in os.walk(self.maildir(user)) if os.path.basename(folder) in ("cur", "new") for name in files]
        return len(names), sum(int(name.split(",W=")[1].split(",")[0].split(":")[0]) for name in names)

    def end_and_empty(self):
        """Ends the server and gives its files' space back without deleting them: ext4 passes over recently deleted inodes one by one at each create, which makes a
        server that creates thousands of files several times slower for minutes."""
        subprocess.run([SCRIPT, "kill", self.folder], check=True)
        for folder, _, files in os.walk(self.home):
            for name in files:
                os.truncate(os.path.join(folder, name), 0)


def discard_old(parent, seconds=3600):
    """Removes what benches before that long left."""
    for folder in pathlib.Path(parent).glob("godwit-bench-*"):
        if time.time() - folder.stat().st_mtime > seconds:
            for server in folder.glob("*/ports"):
                subprocess.run([SCRIPT, "stop", server.parent], check=True)
            shutil.rmtree(folder, ignore_errors=True)


def stat(pid):
    """/proc/PID/stat behind the name, or None when it has ended: numbers[0] is a placeholder for the state."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            fields = file.read().rsplit(") ", 1)[1].split()
    except OSError:
        return None
    return [0, *map(int, fields[1:])]

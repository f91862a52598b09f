"""A long line to the source: two network namespaces of our own, joined by the delay box. Nothing of it touches the machine's own network."""

import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
FAR_ADDRESS = "10.213.77.2"


class Line:
    """The program that is measured and its target are near, the source is far."""

    def __init__(self, folder, path):
        self.near, self.far = (f"godwit-bench-{os.getpid()}-{side}" for side in ("near", "far"))
        self.box = None
        box = pathlib.Path(folder) / "delaybox"
        if not box.exists():
            subprocess.run(["gcc", "-O2", "-Wall", "-pthread", "-o", box, HERE / "delaybox.c"], check=True)
        try:
            self.open(box, path)
        except BaseException:
            self.close()
            raise

    def open(self, box, path):
        for name in (self.near, self.far):
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
        self.box = subprocess.Popen([box, self.near, self.far, str(path.round_trip_ms / 2), str(path.mbit)], stdout=subprocess.PIPE)
        if self.box.stdout.readline() != b"ready\n":
            raise SystemExit("bench/run: the delay box does not start (is /dev/net/tun there, and are you root?)")
        for name, address in ((self.near, "10.213.77.1"), (self.far, FAR_ADDRESS)):
            ip("-n", name, "address", "add", address + "/30", "dev", "line")
            ip("-n", name, "link", "set", "line", "up", "txqueuelen", "10000")

    def inside(self, name):
        """What stands before a command that is to run in a namespace; it becomes that command, so that its process is the one that is started."""
        return ["nsenter", f"--net=/run/netns/{name}"]

    def close(self):
        if self.box:
            self.box.kill()
            self.box.wait()
        for name in (self.near, self.far):
            subprocess.run(["ip", "netns", "delete", name], check=False, stderr=subprocess.DEVNULL)


def ip(*words):
    subprocess.run(["ip", *words], check=True)

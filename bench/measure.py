"""Runs the programs that are measured, and tells what they took."""

import dataclasses
import os
import signal
import subprocess
import threading
import time

TICKS = os.sysconf("SC_CLK_TCK")
LOOK_SECONDS = 0.02


@dataclasses.dataclass
class Outcome:
    wall: float  # seconds from the first start to the last end
    own: float  # user and system seconds of all
    memory: float  # MB: the sum of every process's VmHWM
    code: int  # the first exit code that is not 0
    cut: bool  # ended by us because it took too long


def run(commands, log, limit_seconds, sample=None):
    """Starts every (command, environment) at once and waits for all. The log gets all they say. sample is called every few hundredths of a second."""
    with open(log, "ab") as output:
        begun = time.monotonic()
        started = [subprocess.Popen(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=output, stderr=output) for command, environment in commands]
        watch = Watch([process.pid for process in started], begun + limit_seconds, sample)
        watch.start()
        ended = [os.wait4(process.pid, 0) for process in started]
        wall = time.monotonic() - begun
    watch.ended.set()
    watch.join()
    codes = [os.waitstatus_to_exitcode(status) for _, status, _ in ended]
    for process, code in zip(started, codes):
        process.returncode = code
    return Outcome(wall, sum(usage.ru_utime + usage.ru_stime for _, _, usage in ended), sum(watch.most.values()) / 1024, next((code for code in codes if code), 0), watch.cut)


class Watch(threading.Thread):
    """Looks at each process's VmHWM again and again, and ends all when they take too long. (ru_maxrss will not do: it begins with the size of the process that spawned it.)"""

    def __init__(self, pids, until, sample):
        super().__init__(daemon=True)
        self.most, self.until, self.sample, self.ended, self.cut = dict.fromkeys(pids, 0), until, sample, threading.Event(), False

    def run(self):
        while not self.ended.wait(LOOK_SECONDS):
            for pid in self.most:
                self.most[pid] = max(self.most[pid], high_water(pid))
            if self.sample:
                self.sample()
            if time.monotonic() > self.until and not self.cut:
                self.cut = True
                self.end_all()

    def end_all(self):
        for pid in self.most:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def high_water(pid):
    """VmHWM in kB; 0 once the process has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            return max((int(line.split()[1]) for line in file if line.startswith("VmHWM:")), default=0)
    except OSError:
        return 0


def cpu_seconds(root):
    """User and system time of a process, of its descendants that live, and of those that ended and were waited for."""
    times, children = {}, {}
    for entry in os.scandir("/proc"):
        fields = stat(entry.name) if entry.name.isdigit() else None
        if fields:
            times[int(entry.name)] = sum(map(int, fields[11:15]))
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        total += times.get(pid, 0)
        waiting += children.get(pid, [])
    return total / TICKS


def stat(pid):
    """What /proc/PID/stat says behind the name, or None when it has ended: [0] the state, [1] the parent, [11:15] the times."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rsplit(") ", 1)[1].split()
    except OSError:
        return None


def settle():
    """The servers' processes end shortly after their clients; their time counts."""
    time.sleep(0.3)

#!/usr/bin/env python3
"""measure.py csv|lists|first|idle|rate [--runs N]: what the migration service promises about itself, measured on ./godwit serve as it is built.

csv    50,000 rows read, checked and stored; and 50,000 rows with a mistake in each
lists  pages of lists over 20,000 users
first  the first page of 20,000 users after the service's start, of each of N starts: when it has just said that it listens, and some seconds later
idle   a service with 20,000 synced users and no sync due: share of a core, memory
rate   300 mailboxes from Maildir to Maildir, 300 at once against 20 at once: messages a second, memory
"""

import argparse
import base64
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import ssl
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
LISTENS = re.compile(r"listens on https://127\.0\.0\.1:(\d+)")
SYNCED, REQUEST_SYNCED, INCREMENTAL_STEP = 6, 5, 2  # MigrationUserStatus.Synced, MoveRequestStatus.Synced, SyncStep.IncrementalSync
TICKS_AT_EPOCH = 621_355_968_000_000_000


class Service:
    """A running godwit serve with two stores of Maildirs."""

    def __init__(self, folder, workers=100):
        self.folder = pathlib.Path(folder)
        for store in ("old", "new"):
            (self.folder / store).mkdir(exist_ok=True)
        configuration = self.folder / "service.yaml"
        configuration.write_text(
            f"node: bench\nlisten: 127.0.0.1:0\ndata: data\nworkers: {workers}\ntargets:\n"
            "  old: { maildir: 'old/{user}', mailboxes: '*@old.example' }\n  new: { maildir: 'new/{user}', mailboxes: '*@new.example' }\n")
        self.log = open(self.folder / "service.log", "w+")
        self.process = subprocess.Popen([ROOT / "godwit", "serve", "--config", configuration], stderr=self.log)
        self.port = self._port()
        data = self.folder / "data"
        password = (data / "administrator.password").read_text().strip()
        self.sign_in = "Basic " + base64.b64encode(f"administrator:{password}".encode()).decode()
        self.tls = ssl.create_default_context(cafile=data / "service-certificate.pem")

    def _port(self):
        for _ in range(600):
            self.log.seek(0)
            found = LISTENS.search(self.log.read())
            if found:
                return found.group(1)
            time.sleep(0.1)
        raise SystemExit("the service did not start")

    def ask(self, method, path, body=None):
        request = urllib.request.Request(f"https://localhost:{self.port}/api/v1{path}", method=method, headers={"Authorization": self.sign_in, "Content-Type": "application/json"},
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, context=self.tls) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)

    def timed(self, method, path, body=None):
        began = time.perf_counter()
        status, answer = self.ask(method, path, body)
        return time.perf_counter() - began, status, answer

    def memory(self, field):
        """VmHWM (the most so far) or VmRSS (now), in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+)", status).group(1)) / 1024

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.log.close()


def rows(count, user="user{0}@old.example,user{0}@new.example"):
    return "EmailAddress,TargetAddress\n" + "".join(user.format(i) + "\n" for i in range(count))


def hold_checks(folder):
    """No mailbox is there, so that each check would fail: what lists show shall stay as it is."""
    for database in pathlib.Path(folder).glob("data/service.db"):
        with sqlite3.connect(database) as connection:
            in_step(connection)


def in_step(connection):
    """Makes every user synced a moment ago, as its records have it."""
    now = time.time()
    ticks, due = int(now * 10_000_000) + TICKS_AT_EPOCH, int((now + 86_000) * 10_000_000) + TICKS_AT_EPOCH
    instant = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(now))
    changed = []
    for number, standing, counts in connection.execute("SELECT number, standing_document, counts_document FROM moves"):
        standing, counts = json.loads(standing), json.loads(counts)
        for transient in ("Owner", "LeaseUntil", "RetryAt", "Fault", "Failed"):
            standing.pop(transient, None)
        standing |= {"Status": "Synced", "Started": True, "Seeded": instant, "LastSync": instant, "FailureCount": 0, "FaultCounts": {}, "Durations": {"Current": "Idle", "Since": instant, "Ticks": [10_000_000] * 7}}
        counts |= {"ItemsCopied": 1000, "BytesCopied": 50_000_000, "ItemsSynced": 1000, "SourceItems": 1000, "SourceBytes": 50_000_000}
        changed.append((SYNCED, REQUEST_SYNCED, due, INCREMENTAL_STEP, due, ticks, ticks, json.dumps(standing), json.dumps(counts), number))
    connection.executemany(
        "UPDATE moves SET status = ?, request_status = ?, held = 0, lease_until = NULL, due = ?, step = ?, rank = ?, last_sync = ?, seeded = ?, items = 1000, bytes = 50000000, source_bytes = 50000000, copied_bytes = 50000000,"
        " standing_document = ?, counts_document = ? WHERE number = ?", changed)
    connection.execute("DELETE FROM slots")


def with_users(folder, users, batches=20):
    """A data folder with so many synced users."""
    with Service(folder, workers=1) as service:
        for batch in range(batches):
            share = users // batches
            csv = "EmailAddress,TargetAddress\n" + "".join(f"user{i}@old.example,user{i}@new.example\n" for i in range(batch * share, (batch + 1) * share))
            status, answer = service.ask("POST", "/batches", {"name": f"batch{batch}", "csvData": csv})
            assert status == 200, answer
    hold_checks(folder)


def csv_part(folder, _):
    with Service(folder, workers=1) as service:
        before = service.memory("VmRSS")
        took, status, answer = service.timed("POST", "/batches", {"name": "all", "csvData": rows(50_000)})
        assert (status, answer["totalCount"]) == (200, 50_000), answer
        print(f"csv: 50,000 rows in {took:.2f} s; memory at most {service.memory('VmHWM'):.0f} MB (before {before:.0f} MB)")
    shutil.rmtree(folder)
    os.mkdir(folder)
    with Service(folder, workers=1) as service:
        took, status, answer = service.timed("POST", "/batches", {"name": "wrong", "csvData": rows(50_000, "user{0},user{0}@new.example")})
        assert status == 400 and len(answer["errors"]) == 50_000 and all(error["line"] and error["column"] for error in answer["errors"]), (status, len(answer.get("errors", [])))
        print(f"csv: 50,000 mistakes told with line and column in {took:.2f} s; memory at most {service.memory('VmHWM'):.0f} MB")


def lists_part(folder, _):
    with_users(folder, 20_000)
    with Service(folder) as service:
        service.ask("GET", "/me")
        for path in ("/users", "/users?status=Synced", "/users?batch=batch7", "/move-requests", "/move-requests?moveStatus=Synced", "/batches", "/statistics", "/limits"):
            pages, after = [], None
            while True:
                query = f"{path}{'&' if '?' in path else '?'}after={after}" if after else path
                took, status, answer = service.timed("GET", query)
                assert status == 200, answer
                pages.append(took * 1000)
                after = answer.get("next")
                if not after:
                    break
            print(f"lists: {path}: {len(pages)} pages, median {statistics.median(pages):.0f} ms, longest {max(pages):.0f} ms")


def first_part(folder, options):
    with_users(folder, 20_000)
    for patience in (0, 5):
        found = []
        for _ in range(options.runs):
            with Service(folder) as service:
                time.sleep(patience)
                service.ask("GET", "/me")
                found.append(service.timed("GET", "/users")[0] * 1000)
        print(f"first: the first page {patience} s after the start: {', '.join(f'{took:.0f}' for took in found)} ms; the longest {max(found):.0f} ms")


def idle_part(folder, _):
    with_users(folder, 20_000)
    with Service(folder) as service:
        service.ask("GET", "/users?pageSize=1000")
        time.sleep(15)  # what a start costs is over
        before, began = service.cpu_seconds(), time.monotonic()
        time.sleep(60)
        share = (service.cpu_seconds() - before) / (time.monotonic() - began)
        print(f"idle: {share * 100:.2f} % of a core, {service.memory('VmRSS'):.0f} MB (at most {service.memory('VmHWM'):.0f} MB)")


def fill(folder, mailboxes, messages):
    body = "From: a@b.example\r\nSubject: message\r\n\r\n" + "".join(f"line {i} of a message that is as long as most\r\n" for i in range(85))
    for mailbox in range(mailboxes):
        root = folder / "old" / f"user{mailbox}"
        for part in ("cur", "new", "tmp"):
            (root / part).mkdir(parents=True)
        for i in range(messages):
            (root / "cur" / f"{1_700_000_000 + i}.M{i}P{mailbox}.host:2,S").write_text(f"Message-ID: <{mailbox}.{i}@old.example>\r\n{body}", newline="")


def rate_part(folder, options):
    mailboxes, messages = options.mailboxes, options.messages
    fill(pathlib.Path(folder), mailboxes, messages)
    found = {20: [], 300: []}
    for run in range(options.runs):
        for workers in (20, 300) if run % 2 == 0 else (300, 20):
            put_away(pathlib.Path(folder), f"{run}-{workers}")
            with Service(folder, workers=workers) as service:
                found[workers].append(one_rate(service, mailboxes, messages))
                print(f"rate: run {run + 1}, {workers} at once: {found[workers][-1][0]:.0f} messages/s, at most {found[workers][-1][1]:.0f} MB", flush=True)
    many, few = (statistics.median(rate for rate, _ in found[workers]) for workers in (300, 20))
    print(f"rate: 300 at once {many:.0f} messages/s, 20 at once {few:.0f} messages/s (medians of {options.runs}): {many / few:.2f}; memory at most {max(memory for _, memory in found[300]):.0f} MB")


def put_away(folder, name):
    """The last run's files go at the very end: what a file system does about 30,000 removed files would be part of the next run."""
    (folder / name).mkdir()
    for part in ("data", "new"):
        if (folder / part).exists():
            (folder / part).rename(folder / name / part)
    os.sync()


def one_rate(service, mailboxes, messages):
    """From the start of a batch whose mailboxes are checked until all are synced."""
    status, answer = service.ask("POST", "/batches", {"name": "all", "csvData": rows(mailboxes)})
    assert status == 200, answer
    until(service, lambda batch: batch["pendingCount"] == mailboxes)
    began = time.monotonic()
    service.ask("POST", "/batches/all/start")
    until(service, lambda batch: batch["syncedCount"] == mailboxes)
    return mailboxes * messages / (time.monotonic() - began), service.memory("VmHWM")


def until(service, holds):
    while True:
        _, batch = service.ask("GET", "/batches/all")
        assert batch["failedCount"] == 0, service.ask("GET", "/users?statusSummary=Failed&pageSize=3")
        if holds(batch):
            return
        time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("csv", "lists", "first", "idle", "rate"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--mailboxes", type=int, default=300)
    parser.add_argument("--messages", type=int, default=100)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="godwit-service-bench-")
    try:
        {"csv": csv_part, "lists": lists_part, "first": first_part, "idle": idle_part, "rate": rate_part}[options.part](folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

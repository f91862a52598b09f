"""One setting, set up: its two stores, the mail, the line between; and the runs of the parts that share it."""

import functools
import json
import os
import pathlib
import subprocess
import sys
import time

import corpus
import fidelity
import measure
import peers
import proxy
import servers
import wan


class Corpora:
    """Writes each kind of mail once; the stores get links to it."""

    def __init__(self, folder, scale):
        self.folder, self.scale, self.made = pathlib.Path(folder) / "corpora", scale, {}

    def get(self, kind, keywords):
        """(Maildir, messages, bytes with CRLF line ends)"""
        if (kind, keywords) not in self.made:
            maildir = self.folder / f"{kind}-{'with' if keywords else 'without'}-keywords"
            print(f"writing mail: {kind}", flush=True)
            messages, size = corpus.write(str(maildir), kind, self.scale, keywords)
            subprocess.run(["chown", "-R", ":".join(servers.OWNER), maildir], check=True)
            self.made[kind, keywords] = maildir, messages, size
        return self.made[kind, keywords]


class Stage:
    def __init__(self, folder, setting, corpora, options):
        self.folder, self.setting, self.options = pathlib.Path(folder), setting, options
        self.folder.mkdir(parents=True)
        self.peers = [peers.ALL[name] for name in (options.peers.split(",") if options.peers else setting.peers) if peers.ALL[name].available()]
        self.count, self.copied, self.line, self.source, self.target, self.proxy = 0, {}, None, None, None, None
        # Letters of keywords in a Maildir mean something only to Dovecot.
        self.mail, self.messages, self.bytes = corpora.get(setting.corpus, setting.source == setting.target == "dovecot")
        try:
            self.open()
        except BaseException:
            self.close()
            raise

    def open(self):
        setting = self.setting
        if setting.path.round_trip_ms:
            self.line = wan.Line(self.folder, setting.path)
        boxes = range(setting.mailboxes)
        self.source = self.store(setting.source, "source", [f"origin{box}" for box in boxes], self.line and self.line.far, host=wan.FAR_ADDRESS if self.line else "127.0.0.1",
                                 compress=setting.compress, **({"master": proxy.MASTER} if setting.proxy else {}))
        if setting.proxy:
            self.proxy = proxy.Proxy(self.folder / "proxy", self.source, [f"origin{box}" for box in boxes], self.source.host, self.line.inside(self.line.far) if self.line else ())
        most = (self.options.most_runs + 4) * len(self.peers)
        # A new mailbox for each run: nothing is deleted while the bench runs (why: servers.empty).
        self.target = self.store(setting.target, "target", [f"copy{number}-{box}" for number in range(most) for box in boxes], self.line and self.line.near, fsync=setting.fsync)
        if setting.source != "maildir":
            for box in boxes:
                servers.copy_by_links(self.mail, self.source.end(f"origin{box}").maildir)
            self.warm()
        self.expected = fidelity.Maildir(self.mail).facts()

    def store(self, product, name, users, namespace, **settings):
        if product == "maildir":
            return servers.Files(self.folder / name)
        before = self.line.inside(namespace) if namespace else ()
        return servers.Server(product, f"{self.folder}/{name}", users, tls=self.setting.tls, capability=self.setting.capability, before=before, **settings)

    def warm(self):
        """Reads the source once, so that its server has its index and the machine its pages."""
        for box in range(self.setting.mailboxes):
            end = self.source.end(f"origin{box}")
            command = [sys.executable, str(peers.ROOT / "bench/fetch.py"), wan.FAR_ADDRESS if self.line else "127.0.0.1", self.source.facts["imap"], end.user, "2"]
            subprocess.run([*self.near(), *command], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "FETCH_PASSWORD": peers.PASSWORD})

    def near(self):
        return self.line.inside(self.line.near) if self.line else []

    def run(self, part):
        """The rows of a part: (all but the first round, which warms up where there is more than one)."""
        runs = self.options.runs or part.runs or self.options.default_runs
        if part.phase != "full" and not self.copied:
            self.copied = {peer.name: self.copy(part, peer, "copied before", 0) for peer in self.peers if peer.copies}
        rows = []
        for number in range(0 if runs > 1 else 1, runs + 1):
            if part.phase == "change":
                self.change(number)
            for peer in turn(self.peers, number):
                row = self.copy(part, peer, "full", number) if part.phase == "full" else self.again(part, peer, number)
                rows += [row] if number else []
        return [{key: value for key, value in row.items() if not key.startswith("_")} for row in rows]

    def change(self, step):
        """Once for all peers, which have copies of the same mailbox. The pause lets the file system's clock go on, by which servers see a change."""
        maildir = self.source.end("origin0").maildir
        new, flags, deleted = corpus.change(str(maildir), step, min(1.0, self.options.scale))
        subprocess.run(["chown", "-R", ":".join(servers.OWNER), maildir], check=True)
        print(f"change {step}: {new} new, {flags} flags, {deleted} deleted", flush=True)
        self.expected = fidelity.Maildir(maildir).facts()
        time.sleep(1.5)

    def copy(self, part, peer, phase, number):
        """Into new mailboxes."""
        boxes = range(self.setting.mailboxes)
        pairs = [(self.origin(box), self.target.end(f"copy{self.count}-{box}")) for box in boxes]
        work = self.folder / "work" / str(self.count)
        work.mkdir(parents=True)
        self.count += 1
        readers = [fidelity.Maildir(target.maildir, peer.adds_header) for _, target in pairs]
        row = self.measure(part, peer, pairs, work, phase, number, readers)
        if phase == "full":
            for _, target in pairs:
                servers.empty(target.maildir)
        return {**row, "_pairs": pairs, "_work": work, "_readers": readers}

    def origin(self, box):
        """The mailbox on the source; of a plain Maildir its own copy, because some programs write into it."""
        if self.proxy:
            return self.proxy.end(f"origin{box}")
        if self.setting.source != "maildir":
            return self.source.end(f"origin{box}")
        end = self.source.end(f"origin{self.count}-{box}")
        servers.copy_by_links(self.mail, end.maildir)
        return end

    def again(self, part, peer, number):
        """Onto the peer's own copy, which the parts of one setting share."""
        known = self.copied.get(peer.name) or next(iter(self.copied.values()))
        return self.measure(part, peer, known["_pairs"], known["_work"], part.phase, number, known["_readers"])

    def measure(self, part, peer, pairs, work, phase, number, readers):
        commands = [([*self.near(), *command], environment) for command, environment in peer.commands(pairs, work, self.setting)]
        os.sync()
        growth = Growth(pairs[0][1].maildir) if part.name == "memory-million" else None
        before, load = self.servers_cpu(), os.getloadavg()[0]
        outcome = measure.run(commands, work / "log", part.limit_seconds, growth and growth.look)
        measure.settle()
        after = self.servers_cpu()
        row = {"peer": peer.name, "phase": phase, "round": number, **vars(outcome), "source": after[0] - before[0], "target": after[1] - before[1], "load": load,
               "messages": self.messages * self.setting.mailboxes, "bytes": self.bytes * self.setting.mailboxes,
               "wrong": self.wrong(peer, readers) if peer.copies and not outcome.cut else ""}
        if outcome.cut:
            row["messages"], row["bytes"] = arrived(pairs)
        if growth:
            row["tenths"] = growth.tenths()
        row = {key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()}
        print(json.dumps({"part": part.name, **row}), flush=True)
        if (outcome.code and not outcome.cut) or row["wrong"]:
            print((work / "log").read_text(errors="replace")[-3000:], file=sys.stderr)
        return row

    def servers_cpu(self):
        """Of the source's side, a proxy's with it, and of the target's."""
        return self.source.cpu_seconds() + (self.proxy.cpu_seconds() if self.proxy else 0), self.target.cpu_seconds()

    def wrong(self, peer, readers):
        """What is not as it should be on the target's disk, or nothing."""
        form = (lambda facts: facts) if peer.keeps_keywords is None else functools.partial(fidelity.with_keywords, peer.keeps_keywords)
        try:
            return next(filter(None, (fidelity.differences(form(self.expected), form(reader.facts())) for reader in readers)), "")
        except OSError as problem:
            return str(problem)

    def close(self):
        if self.proxy:
            self.proxy.close()
        for store in (self.source, self.target):
            if store:
                store.end_and_empty()
        if self.line:
            self.line.close()


class Growth:
    """How fast a folder of Dovecot's fills, seen by the size of its list of UIDs, to which it adds a line for each message."""

    def __init__(self, maildir):
        self.file, self.seen = maildir / "dovecot-uidlist", []

    def look(self):
        try:
            self.seen.append((time.monotonic(), self.file.stat().st_size))
        except OSError:
            pass

    def tenths(self):
        """The first tenth's and the last tenth's share of all messages a second."""
        grown = [(when, size) for when, size in self.seen if size > self.seen[0][1]]
        if len(grown) < 3:
            return []
        begin, whole = max((pair for pair in self.seen if pair[1] == self.seen[0][1]), default=self.seen[0]), max(size for _, size in grown)
        at = lambda share: next(when for when, size in grown if size >= whole * share)
        spans = at(.1) - begin[0], at(1) - at(.9)
        return [round(.1 / max(span, .001), 5) for span in spans]


def arrived(pairs):
    """Messages and bytes on the target of a run that was cut."""
    files = [entry for _, target in pairs for path, _, _ in os.walk(target.maildir) if os.path.basename(path) in ("cur", "new") for entry in os.scandir(path)]
    return len(files), sum(entry.stat().st_size for entry in files)


def turn(all, number):
    """Each round another begins."""
    first = number % len(all)
    return all[first:] + all[:first]

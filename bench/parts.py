"""What the benchmark measures: every part with its mail, servers, path, peers and the bars it is held to. Nothing here runs anything."""

import dataclasses

# What an Exchange-like server leaves us: no MULTIAPPEND, LITERAL+, CONDSTORE, QRESYNC, UIDPLUS, LIST-STATUS, ESEARCH, MOVE.
BARE = "IMAP4rev1 AUTH=PLAIN AUTH=LOGIN SASL-IR ID UNSELECT CHILDREN IDLE NAMESPACE"


@dataclasses.dataclass(frozen=True)
class Path:
    """The way to the source: none of our own (loopback), or a delay box."""
    round_trip_ms: int = 0
    mbit: int = 0

    def __str__(self):
        rate = f", {self.mbit} Mbit/s each way" if self.mbit else ""
        return f"source {self.round_trip_ms} ms away{rate}" if self.round_trip_ms else "loopback"


@dataclasses.dataclass(frozen=True)
class Setting:
    """Two stores, the mail in one of them, the way between and the programs that use it. Parts with equal settings share one set-up."""
    corpus: str
    source: str = "dovecot"  # dovecot | courier | maildir
    target: str = "dovecot"
    fsync: str = "never"  # mail_fsync of a Dovecot target
    tls: bool = False
    capability: str = ""  # all that both Dovecots say they can; empty: everything
    compress: bool = False  # the source offers COMPRESS=DEFLATE, and Godwit is told --compress
    path: Path = Path()
    mailboxes: int = 1
    proxy: bool = False  # beside the source is a `godwit proxy`, which the peer "proxied" goes through
    peers: tuple = ("mbsync", "godwit")

    def __str__(self):
        name = {"dovecot": "Dovecot", "courier": "Courier", "maildir": "Maildir (files)"}
        words = [f"{name[self.source]} to {name[self.target]}"]
        words += [f"`mail_fsync={self.fsync}` on the target"] if self.target == "dovecot" else []
        words += ["IMAPS on both sides" if self.tls else "clear text"] if "dovecot" in (self.source, self.target) else []
        words += [f"both servers say no more than `{self.capability}`"] if self.capability else []
        words += ["the source offers COMPRESS=DEFLATE"] if self.compress else []
        words += ["a proxy beside the source, which reads it in clear text"] if self.proxy else []
        words += [str(self.path)] + ([f"{self.mailboxes} mailboxes at once"] if self.mailboxes > 1 else [])
        return ", ".join(words)


@dataclasses.dataclass(frozen=True)
class AtLeast:
    """So many times as fast as another peer, in the median of the rounds."""
    times: float
    peer: str = "mbsync"

    def __str__(self):
        return f"at least {self.times:g} times {self.peer}"


@dataclasses.dataclass(frozen=True)
class WithinStartUp:
    """No slower than mbsync plus the time in which Godwit starts and ends (godwit --version in the same rounds)."""

    def __str__(self):
        return "no more than mbsync + start-up"


@dataclasses.dataclass(frozen=True)
class Under:
    """Seconds from start to exit."""
    seconds: float

    def __str__(self):
        return f"under {self.seconds:g} s"


@dataclasses.dataclass(frozen=True)
class MemoryUnder:
    """VmHWM of all our processes together, in the worst round."""
    megabytes: int = 100

    def __str__(self):
        return f"VmHWM under {self.megabytes} MB"


@dataclasses.dataclass(frozen=True)
class LastTenth:
    """The rate of the last tenth of the messages against that of the first."""
    times: float

    def __str__(self):
        return f"last tenth at least {self.times:g} of the first tenth's rate"


@dataclasses.dataclass(frozen=True)
class Part:
    name: str
    says: str
    setting: Setting
    bars: tuple = ()
    phase: str = "full"  # full: into a new mailbox; nothing: again, nothing changed; change: again, after a change at the source
    runs: int = 0  # how many when --runs is not given; 0: the default
    limit_seconds: int = 900  # a run that takes longer is cut and told as cut
    own: str = "godwit"  # the peer that is held to the bars


def full(name, says, times, corpus, memory=100, **setting):
    bars = ((AtLeast(times),) if times else ()) + (MemoryUnder(memory),)
    return Part(name, says, Setting(corpus, **setting), bars)


def again(name, says, phase, bars, **setting):
    return Part(name, says, Setting("S5", **setting), (*bars, MemoryUnder()), phase)


def proxied(name, says, times, peer, corpus, **setting):
    return Part(name, says, Setting(corpus, proxy=True, peers=(peer, "proxied"), **setting), (AtLeast(times, peer), MemoryUnder()), own="proxied")


FAR, NARROW = Path(80), Path(80, 100)
STARTED = ("mbsync", "godwit", "godwit --version")
REPORTED = ("mbsync", "godwit", "doveadm", "imapsync", "offlineimap")

ALL = [
    full("S", "10,000 messages of 4 kB", 4, "S"),
    full("S5", "50,000 messages of 4 kB", 9, "S5"),
    full("M", "2,000 messages of all sizes, 900 bytes to 12 MB", 1.7, "M"),
    full("L", "200 messages of 2 MB", 1.25, "L"),
    full("S-opt", "S, the target's files are synced to disk", 4, "S", fsync="optimized"),
    full("S5-opt", "S5, the target's files are synced to disk", 5, "S5", fsync="optimized"),
    full("M-opt", "M, the target's files are synced to disk", 2, "M", fsync="optimized"),
    full("L-opt", "L, the target's files are synced to disk", 1.5, "L", fsync="optimized"),
    full("tls-S", "S over IMAPS", 2.8, "S", tls=True),
    full("tls-M", "M over IMAPS", 1.2, "M", tls=True),
    full("tls-L", "L over IMAPS", 1.1, "L", tls=True),
    full("wan-S", "S from far away", 3.2, "S", path=FAR),
    full("wan-M", "M from far away", 1.7, "M", path=FAR),
    full("wan100-S", "S from far away through a narrow line, compressed", 2.3, "S", path=NARROW, compress=True),
    Part("wan100-M", "M from far away through a narrow line, against only fetching", Setting("M", path=NARROW, peers=("mbsync", "fetch", "godwit")), (AtLeast(.95, "fetch"), MemoryUnder())),
    again("noop-S5", "S5 again, nothing changed", "nothing", (WithinStartUp(),), peers=STARTED),
    again("incr-S5", "S5 again: 100 new, 500 flags changed, 50 deleted", "change", (AtLeast(1),), peers=STARTED),
    again("noop-S5-wan", "S5 again from far away, nothing changed", "nothing", (Under(.7),), path=FAR),
    again("incr-S5-wan", "S5 again from far away: 100 new, 500 flags changed, 50 deleted", "change", (AtLeast(2),), path=FAR),
    full("eight-S", "eight mailboxes of S at once, total rate; Godwit in one process", 3, "S", mailboxes=8),
    full("eight-M", "eight mailboxes of M at once, total rate; Godwit in one process", 1.5, "M", mailboxes=8),
    full("bare-S", "S between servers that offer little", 1, "S", capability=BARE),
    full("bare-M", "M between servers that offer little", 1, "M", capability=BARE),
    full("bare-wan-S", "S between servers that offer little, from far away", 1, "S", capability=BARE, path=FAR),
    full("bare-wan-M", "M between servers that offer little, from far away", 1, "M", capability=BARE, path=FAR),
    full("courier-S", "S from Courier to Courier", 1, "S", source="courier", target="courier"),
    full("courier-M", "M from Courier to Courier", 1, "M", source="courier", target="courier"),
    full("courier-wan-S", "S from Courier to Courier, from far away", 1, "S", source="courier", target="courier", path=FAR),
    full("courier-wan-M", "M from Courier to Courier, from far away", 1, "M", source="courier", target="courier", path=FAR),
    full("maildir-out-S5", "S5 from a Maildir to Dovecot", 1, "S5", source="maildir", peers=("mbsync", "godwit", "cp -a")),
    full("maildir-out-M", "M from a Maildir to Dovecot", 1, "M", source="maildir", peers=("mbsync", "godwit", "cp -a")),
    full("maildir-in-S5", "S5 from Dovecot to a Maildir", 1, "S5", target="maildir", peers=("mbsync", "godwit", "cp -a")),
    full("maildir-in-M", "M from Dovecot to a Maildir", 1, "M", target="maildir", peers=("mbsync", "godwit", "cp -a")),
    proxied("proxy-S", "S through the proxy, against the same move straight over IMAPS", .7, "godwit", "S", tls=True),
    proxied("proxy-M", "M through the proxy, against the same move straight over IMAPS", .8, "godwit", "M", tls=True),
    proxied("proxy-L", "L through the proxy, against the same move straight over IMAPS", .8, "godwit", "L", tls=True),
    proxied("proxy-wan-M", "M through a proxy far away, against only fetching", .9, "fetch", "M", path=FAR),
    proxied("proxy-wan100-M", "M through a proxy far away and a narrow line, against only fetching", .9, "fetch", "M", path=NARROW),
    proxied("proxy-wan100-S", "S through a proxy far away and a narrow line, compressed, against only fetching", .9, "fetch", "S", path=NARROW, compress=True),
    Part("memory-million", "1,000,000 messages of 600 bytes in one folder", Setting("million", peers=("godwit",)), (MemoryUnder(200), LastTenth(.9)), runs=1, limit_seconds=3600),
    Part("memory-500MB", "one message of 500 MB", Setting("huge", peers=("godwit",)), (MemoryUnder(),), runs=1),
    Part("peers-S", "S with other programs", Setting("S", peers=REPORTED), runs=1, limit_seconds=60),
    Part("peers-M", "M with other programs", Setting("M", peers=REPORTED), runs=1, limit_seconds=60),
]

QUICK = ["S", "M", "L", "noop-S5"]
GROUPS = {"quick": QUICK, "all": [part.name for part in ALL]}


def chosen(names):
    """The parts of these names or of the groups they name ("wan" is every part whose name begins so), in the order of the table."""
    wanted = set()
    for name in names or ["all"]:
        found = set(GROUPS.get(name, [])) or {part.name for part in ALL if part.name == name} or {part.name for part in ALL if part.name.startswith(name + "-")}
        if not found:
            raise SystemExit(f"bench/run: no part '{name}'. Parts: {', '.join([*GROUPS, *(part.name for part in ALL)])}")
        wanted |= found
    return [part for part in ALL if part.name in wanted]


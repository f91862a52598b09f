"""bench/results.json keeps what each part measured last; bench/RESULTS.md is written whole from it."""

import json
import statistics

import parts
import peers

DATA, PAGE = peers.ROOT / "bench/results.json", peers.ROOT / "bench/RESULTS.md"

HEAD = """# Side by side

Written by `bench/run`; how to run it and what each part is for: [README.md](README.md). Each section says when, at which commit, with which command and on which machine it was measured.

How it is measured, and what that means:

* **Whole programs**, from start to exit, with everything that they do by default: Godwit keeps its ledger, hashes every message and syncs its checkpoints to disk, and is started by `./godwit`.
* **In turn.** The peers run one after another, each round another one begins, each run goes into a new empty mailbox. A ratio compares runs of the same round; the table gives the
  median (least–most). Trust the ratios more than the seconds.
* **Two real servers on the same machine**, which also have to share its cores with the programs. What a server does costs the same whoever asks; where it is the whole time, nobody can be much faster.
* `mail_fsync=never` on the target measures the programs and not the disk; the parts `-opt` have Dovecot's default, `optimized`.
* **Checked.** After every run all messages on the target's disk are compared with the source: content, flags, keywords, received date, folder. mbsync adds a header (`X-TUID`) to
  every message and copies no keyword but `$Forwarded`, offlineimap adds one of its own; these are left out of its comparison, and the table says so. A run that was not right does not count.
* Far away is a delay box of our own (this kernel has no netem) between two network namespaces: every IP packet waits; real TCP crosses it.
* CPU of the servers is that of their processes during the run. VmHWM is the kernel's count of the most memory a process ever had, all processes of a program added.
* A first round that warms up caches and indexes is not counted where there is more than one.
"""


def keep(name, section):
    data = read()
    data[name] = section
    DATA.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read():
    return json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}


def page(data):
    measured = [(part, data[part.name]) for part in parts.ALL if part.name in data]
    return HEAD + "\n" + "\n".join(overview(measured)) + "\n\n" + "\n".join(section(*pair) for pair in measured)


def overview(measured):
    yield "| part | mail | Godwit, seconds | result | bar | | VmHWM MB | bar | |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for part, found in measured:
        own = good(found["rows"], part.own)
        speed = [bar for bar in part.bars if not isinstance(bar, parts.MemoryUnder)]
        memory = next((bar for bar in part.bars if isinstance(bar, parts.MemoryUnder)), None)
        size = judged(memory, part, found) if memory else ("", "")
        for bar in speed or [None]:
            result, verdict = judged(bar, part, found) if bar else against(found["rows"])
            yield (f"| [{part.name}](#{part.name.lower()}) | {part.says} | {spread([row['wall'] for row in own])} | {result} | {bar or ''} | {verdict} | "
                   f"{size[0]} | {f'{memory.megabytes}' if memory else ''} | {size[1]} |")


def against(rows):
    times = ratios(rows, "godwit", "mbsync")
    return (f"×{spread(times)}" if times else "", "reported")


def judged(bar, part, found):
    """(what was measured, "met" or how far it is)"""
    rows = found["rows"]
    own = good(rows, part.own)
    if not own:
        return "no run succeeded", "**not met**"
    if isinstance(bar, parts.AtLeast):
        times = ratios(rows, part.own, bar.peer)
        return (f"×{spread(times)}", verdict(statistics.median(times) / bar.times)) if times else (f"no round with {bar.peer}", "not judged")
    if isinstance(bar, parts.MemoryUnder):
        worst = max(row["memory"] for row in own)
        return f"{worst:.0f}", verdict(bar.megabytes / worst if worst else 1)
    if isinstance(bar, parts.Under):
        return f"{spread([row['wall'] for row in own])} s", verdict(bar.seconds / statistics.median(row["wall"] for row in own))
    if isinstance(bar, parts.WithinStartUp):
        return within_start_up(rows)
    shares = [row["tenths"][1] / row["tenths"][0] for row in own if row.get("tenths")]
    return (spread(shares), verdict(statistics.median(shares) / bar.times)) if shares else ("the folder grew too fast to tell", "not judged")


def within_start_up(rows):
    walls = by_round(rows)
    sums = [(walls["godwit", n], walls["mbsync", n] + walls["godwit --version", n]) for name, n in walls if name == "godwit"
            and ("mbsync", n) in walls and ("godwit --version", n) in walls]
    if not sums:
        return "no round with both", "not judged"
    return f"{spread([mine for mine, _ in sums])} s of {spread([allowed for _, allowed in sums])} s", verdict(statistics.median(allowed / mine for mine, allowed in sums))


def verdict(share):
    """share: what was reached, as a part of the bar."""
    return "met" if share >= 1 else f"**short by {(1 - share) * 100:.0f} %**"


def section(part, found):
    rows = found["rows"]
    lines = [f"## {part.name}", "", f"{part.says[0].upper()}{part.says[1:]}: {found['mail']}. {found['setting']}.", "",
             *table(part, found), "", *told(part, found),
             f"{found['date']}, commit {found['commit']}, `{found['command']}`, load before {found['load']:.1f} (before the runs {spread([row['load'] for row in rows], '{:.1f}')}); {found['machine']}. "
             f"{found['versions']}.", ""]
    return "\n".join(lines)


def told(part, found):
    bars = "; ".join(f"{bar}: {judged(bar, part, found)[1]}" for bar in part.bars)
    return ([f"Bar: {bars}.", ""] if bars else []) + [f"Not right, {row['peer']}, round {row['round']}: {row['wrong']}\n" for row in found["rows"] if row["wrong"]][:4]


def table(part, found):
    rates = part.phase == "full"
    names = ["peer", "runs", "seconds", *(["msg/s", "MB/s"] if rates else []), "CPU s own", "CPU s source", "CPU s target", "seconds / servers' CPU", "VmHWM MB", "against mbsync", "copies"]
    yield "| " + " | ".join(names) + " |"
    yield "|---" * len(names) + "|"
    for name in dict.fromkeys(row["peer"] for row in found["rows"]):
        all_rows = [row for row in found["rows"] if row["peer"] == name]
        rows = good(all_rows, name) or [row for row in all_rows if row["cut"]]
        yield "| " + " | ".join([name, *cells(part, found, rows, all_rows, rates)]) + " |" if rows else f"| {name} | 0 of {len(all_rows)} | no run succeeded" + " |" * (len(names) - 2)


def cells(part, found, rows, all_rows, rates):
    peer, of = peers.ALL[rows[0]["peer"]], lambda key, form="{:.2f}": spread([row[key] for row in rows], form)
    times = ratios(found["rows"], peer.name, "mbsync") if peer.name != "mbsync" else []
    servers = [row["wall"] / (row["source"] + row["target"]) for row in rows if row["source"] + row["target"] > .1]
    yield str(len(rows)) if len(rows) == len(all_rows) else f"{len(rows)} of {len(all_rows)}"
    yield of("wall") + (" cut" if rows[0]["cut"] else "")
    if rates:
        yield spread([row["messages"] / row["wall"] for row in rows], "{:.0f}") if peer.name != "godwit --version" else ""
        yield spread([row["bytes"] / 1e6 / row["wall"] for row in rows], "{:.1f}") if peer.name != "godwit --version" else ""
    yield from (of("own"), of("source"), of("target"), spread(servers), of("memory", "{:.0f}") if max(row["memory"] for row in rows) else "", f"**×{spread(times)}**" if times else "")
    yield fidelity(peer, rows)


def fidelity(peer, rows):
    if not peer.copies:
        return "none"
    if rows[0]["cut"]:
        return f"{rows[0]['messages']} by then"
    less = ([f"adds {peer.adds_header}"] if peer.adds_header else []) + ([] if peer.keeps_keywords is None else [" ".join(["no keywords", *(f"but {word}" for word in peer.keeps_keywords)])])
    return "equal, but " + ", ".join(less) if less else "equal"


def good(rows, name):
    return [row for row in rows if row["peer"] == name and not row["code"] and not row["wrong"] and not row["cut"]]


def by_round(rows):
    return {(row["peer"], row["round"]): row["wall"] for row in rows if not row["code"] and not row["wrong"] and not row["cut"]}


def ratios(rows, peer, other):
    """How many times as fast as the other, round by round."""
    walls = by_round(rows)
    return [walls[other, n] / walls[peer, n] for name, n in sorted(walls) if name == peer and (other, n) in walls]


def spread(values, form="{:.2f}"):
    if not values:
        return ""
    if len(values) == 1:
        return form.format(values[0])
    return f"{form.format(statistics.median(values))} ({form.format(min(values))}–{form.format(max(values))})"

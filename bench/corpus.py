"""Seeded Maildirs for the benchmark, written straight where the source server keeps its mail. The same seed gives the same bytes everywhere."""

import base64
import math
import os
import random
import re
import time

FOLDERS = [("INBOX", .40), ("Sent", .20), ("Archive/2023", .10), ("Archive/2024", .10), ("Projekte/Übersicht", .10), ("日本語/受信箱", .05), ("Entwürfe", .05)]
KEYWORDS = ["$Forwarded", "$Label1", "Important", "NonJunk"]
WORDS = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim minim veniam quis".split()
BEGIN = 1_600_000_000  # September 2020; 10,000 messages end in 2022


def small(random):
    """About 4 kB, as most mail is."""
    return max(1200, int(random.lognormvariate(math.log(3900), .25)))


def mixed(random):
    """Median 8 kB, mean about 75 kB: what a mailbox looks like."""
    return max(900, min(12_000_000, int(random.lognormvariate(math.log(8192), 2.18))))


def large(random):
    """Mean 2 MB: bound by bytes."""
    return max(200_000, min(20_000_000, int(random.lognormvariate(math.log(1_770_000), .5))))


def tiny(random):
    """About 600 bytes: for a folder of a million."""
    return random.randrange(560, 660)


def huge(random):
    """One message of 500 MB."""
    return 500_000_000


KINDS = {"S": (10_000, small), "S5": (50_000, small), "M": (2_000, mixed), "L": (200, large), "million": (1_000_000, tiny), "huge": (1, huge)}
IN_ONE_FOLDER = {"million", "huge"}


def write(maildir, kind, scale=1.0, keywords=True, seed=1):
    """Writes the corpus, or a part of it where scale is less than 1; (messages, bytes with CRLF line ends). Where the letters of keywords mean nothing there are none."""
    count, size = KINDS[kind]
    count = max(1, round(count * scale))
    made, total, now, source = 0, 0, BEGIN, random.Random(f"bench-{seed}-{kind}")
    longest_pause = min(9000, 90_000_000 // count)  # nothing is received in the future: servers change such dates
    for name, share in [("INBOX", 1)] if kind in IN_ONE_FOLDER else FOLDERS:
        folder = make_folder(maildir, name)
        for _ in range(round(count * share)):
            made, now = made + 1, now + source.randrange(longest_pause // 150, longest_pause)
            total += store(folder, source, made, message(source, made, size(source), now), now, keywords)
    with open(os.path.join(maildir, "subscriptions"), "w", encoding="utf-8") as file:
        file.write("V\t2\n\n" + "".join("\t".join(map(encode, name.split("/"))) + "\n" for name, _ in FOLDERS))
    return made, total


def change(maildir, step, scale=1.0):
    """100 new messages, 500 with another flag, 50 deleted, in every folder: what another program on the same Maildir would do. Another seed for each step."""
    source = random.Random(f"change-{step}")
    there = sorted(os.path.join(path, name) for path, _, names in os.walk(maildir) if os.path.basename(path) == "cur" for name in names)
    new, flags, deleted = (max(1, round(count * scale)) for count in (100, 500, 50))
    chosen = source.sample(there, min(len(there), flags + deleted))
    for path in chosen[:deleted]:
        os.unlink(path)
    for path in chosen[deleted:]:
        name, letters = path.split(":2,")
        os.rename(path, name + ":2," + "".join(sorted(set(letters) ^ {source.choice("FRS")})))
    folders = sorted({os.path.dirname(os.path.dirname(path)) for path in there})
    for number in range(new):
        now = BEGIN + 95_000_000 + step * 1000 + number
        store(source.choice(folders), source, number, message(source, number, small(source), now), now)
    return new, flags, deleted


def make_folder(maildir, name):
    path = maildir if name == "INBOX" else os.path.join(maildir, "." + ".".join(map(encode, name.split("/"))))
    for part in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(path, part))
    with open(os.path.join(path, "dovecot-keywords"), "w", encoding="ascii") as file:
        file.writelines(f"{i} {word}\n" for i, word in enumerate(KEYWORDS))
    return path


def store(folder, random, number, content, now, keywords=True):
    flags = [c for c, chance in zip("FRS", (.05, .2, .8)) if random.random() < chance] + [c for c in "abcd" if random.random() < .06 and keywords]
    virtual = len(content) + content.count(b"\n")
    path = os.path.join(folder, "cur", f"{now}.M{number:06d}P1.bench,S={len(content)},W={virtual}:2,{''.join(flags)}")
    with open(path, "wb") as file:
        file.write(content)
    os.utime(path, (now, now))
    return virtual


def message(random, number, size, now):
    date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(now))
    word = lambda: "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=8))
    if size < 1000:
        return "\n".join([f"From: {word()}@example.org", f"Message-ID: <{number}@example.org>", f"Date: {date}", f"Subject: {word()} {number}", "", TINY_TEXT[:size - 160], ""]).encode()
    head = [f"Return-Path: <{word()}@example.org>", f"Received: from mx{random.randrange(9)}.example.org (mx.example.org [192.0.2.{random.randrange(255)}])",
            f"\tby mail.example.com with ESMTPS id {word().upper()}", f"\tfor <user@example.com>; {date}", f"Message-ID: <{number}.{word()}@example.org>",
            f"Date: {date}", f'From: "{word().title()} =?utf-8?Q?M=C3=BCller?=" <{word()}@example.org>', "To: user@example.com",
            f"Subject: {' '.join(random.choices(WORDS, k=6))} {number}", "MIME-Version: 1.0"]
    if size < 16_000:
        return "\n".join(head + ["Content-Type: text/plain; charset=utf-8", "", text(random, size - 600), ""]).encode()
    mark = word() + word()
    parts = head + [f'Content-Type: multipart/mixed; boundary="{mark}"', "", "--" + mark, "Content-Type: text/plain; charset=utf-8", "", text(random, 2000), "--" + mark,
                    "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64", f'Content-Disposition: attachment; filename="{word()}.bin"', "", ""]
    return "\n".join(parts).encode() + base64_lines(random, (size - 3000) * 3 // 4) + f"--{mark}--\n".encode()


def base64_lines(random, length):
    """Of noise; what is longer than some attachments is the same noise again."""
    most = 57 << 18
    return base64.encodebytes(random.randbytes(min(length, most))) * max(1, length // most)


def text(random, length):
    lines, left = [], length
    while left > 0:
        lines.append(" ".join(random.choices(WORDS, k=11)))
        left -= len(lines[-1]) + 1
    return "\n".join(lines)


TINY_TEXT = "\n".join([" ".join(WORDS[:10])] * 12)


def encode(name):
    """Modified UTF-7 (RFC 3501 section 5.1.3)."""
    pack = lambda m: "&" + base64.b64encode(m.group().encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
    return re.sub("[^\x20-\x7e]+", pack, name.replace("&", "&-"))

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


KINDS = {"S": (10_000, small), "M": (2_000, mixed), "L": (200, large)}


def write(maildir, kind, seed=1):
    """Writes the corpus; (messages, bytes with CRLF line ends)."""
    count, size = KINDS[kind]
    made, total, now, source = 0, 0, BEGIN, random.Random(f"bench-{seed}-{kind}")
    for name, share in FOLDERS:
        folder = make_folder(maildir, name)
        for _ in range(round(count * share)):
            made, now = made + 1, now + source.randrange(60, 9000)
            total += store(folder, source, made, message(source, made, size(source), now), now)
    with open(os.path.join(maildir, "subscriptions"), "w", encoding="utf-8") as file:
        file.write("V\t2\n\n" + "".join("\t".join(map(encode, name.split("/"))) + "\n" for name, _ in FOLDERS))
    return made, total


def make_folder(maildir, name):
    path = maildir if name == "INBOX" else os.path.join(maildir, "." + ".".join(map(encode, name.split("/"))))
    for part in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(path, part))
    with open(os.path.join(path, "dovecot-keywords"), "w", encoding="ascii") as file:
        file.writelines(f"{i} {word}\n" for i, word in enumerate(KEYWORDS))
    return path


def store(folder, random, number, content, now):
    flags = [c for c, chance in zip("FRS", (.05, .2, .8)) if random.random() < chance] + [c for c in "abcd" if random.random() < .06]
    virtual = len(content) + content.count(b"\n")
    path = os.path.join(folder, "cur", f"{now}.M{number:06d}P1.bench,S={len(content)},W={virtual}:2,{''.join(flags)}")
    with open(path, "wb") as file:
        file.write(content)
    os.utime(path, (now, now))
    return virtual


def message(random, number, size, now):
    date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(now))
    word = lambda: "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=8))
    head = [f"Return-Path: <{word()}@example.org>", f"Received: from mx{random.randrange(9)}.example.org (mx.example.org [192.0.2.{random.randrange(255)}])",
            f"\tby mail.example.com with ESMTPS id {word().upper()}", f"\tfor <user@example.com>; {date}", f"Message-ID: <{number}.{word()}@example.org>",
            f"Date: {date}", f'From: "{word().title()} =?utf-8?Q?M=C3=BCller?=" <{word()}@example.org>', "To: user@example.com",
            f"Subject: {' '.join(random.choices(WORDS, k=6))} {number}", "MIME-Version: 1.0"]
    if size < 16_000:
        return "\n".join(head + ["Content-Type: text/plain; charset=utf-8", "", text(random, size - 600), ""]).encode()
    mark = word() + word()
    parts = head + [f'Content-Type: multipart/mixed; boundary="{mark}"', "", "--" + mark, "Content-Type: text/plain; charset=utf-8", "", text(random, 2000), "--" + mark,
                    "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64", f'Content-Disposition: attachment; filename="{word()}.bin"', "", ""]
    return "\n".join(parts).encode() + base64.encodebytes(random.randbytes((size - 3000) * 3 // 4)) + f"--{mark}--\n".encode()


def text(random, length):
    lines, left = [], length
    while left > 0:
        lines.append(" ".join(random.choices(WORDS, k=11)))
        left -= len(lines[-1]) + 1
    return "\n".join(lines)


def encode(name):
    """Modified UTF-7 (RFC 3501 section 5.1.3)."""
    pack = lambda m: "&" + base64.b64encode(m.group().encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"
    return re.sub("[^\x20-\x7e]+", pack, name.replace("&", "&-"))

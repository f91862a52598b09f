#!/usr/bin/python3
"""Writes messages as files into a Maildir++ where a server keeps a user's mail, a new one or one that is there already: far faster than any APPEND. The same seed gives
the same messages. In every folder there are some without a Message-ID and three identical copies, received in the same second. May also change flags and remove messages
that are there, as another program on the same Maildir would. Prints one JSON object: how many were written."""

import argparse
import json
import os
import pwd
import random
import time

import imap_session

FIRST = 1_262_304_000  # 2010-01-01
DELIVERED = 1_735_689_600  # 2025-01-01: names tell when a message was delivered here, which is not before it was received
WORDS = "amet consectetur dolor elit ipsum labore lorem magna quis sed tempor ut".split()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("maildir")
    arguments.add_argument("--seed", default="1")
    arguments.add_argument("--folders", type=int, default=10, help="besides INBOX")
    arguments.add_argument("--messages", type=int, default=10, help="in each folder besides INBOX")
    arguments.add_argument("--inbox", type=int, default=0, help="messages in INBOX")
    arguments.add_argument("--bytes", type=int, default=600, help="of each body, about")
    arguments.add_argument("--large", type=int, default=0, help="bytes of one more message in INBOX")
    arguments.add_argument("--flags", type=int, default=0, help="messages whose flags change, among those that are there")
    arguments.add_argument("--more-flags", type=int, default=0, help="messages that get one more flag")
    arguments.add_argument("--remove", type=int, default=0, help="messages that go, among those that are there")
    arguments.add_argument("--owner", default="nobody")
    options = arguments.parse_args()
    owner = pwd.getpwnam(options.owner)
    os.umask(0o022)
    writer = Writer(options, owner.pw_uid, owner.pw_gid)
    writer.change(options.flags, options.more_flags, options.remove)
    writer.folder("", options.inbox)
    for number in range(options.folders):
        writer.folder("." + imap_session.encode_name(f"Übung {number:03}"), options.messages)
    if options.large:
        writer.large(options.large)
    print(json.dumps({"stored": writer.stored}))


class Writer:
    def __init__(self, options, uid, gid):
        self.root, self.seed, self.size, self.uid, self.gid = options.maildir, options.seed, options.bytes, uid, gid
        self.random, self.stored = random.Random(f"maildir-{options.seed}"), 0

    def change(self, flags, more, removals):
        there = sorted(os.path.join(path, name) for path, _, names in os.walk(self.root) if os.path.basename(path) == "cur" for name in names)
        chosen = self.random.sample(there, min(len(there), flags + more + removals))
        for path in chosen[:removals]:
            os.unlink(path)
        for number, path in enumerate(chosen[removals:]):
            name, letters = path.split(":2,")
            flag = {self.random.choice("FRS")}
            os.rename(path, name + ":2," + "".join(sorted(set(letters) ^ flag if number < flags else set(letters) | flag)))

    def folder(self, name, count):
        path = os.path.join(self.root, name)
        for part in ("", "cur", "new", "tmp"):
            os.makedirs(os.path.join(path, part), exist_ok=True)
            os.chown(os.path.join(path, part), self.uid, self.gid)
        for kind in range(count):
            self.store(path, *(self.copy(name) if kind % 10 in (3, 5, 7) else self.message(kind % 10 < 2)))

    def copy(self, name):
        """The same bytes and date each time for one folder and seed."""
        return FIRST + sum(name.encode()), f"From: list@example.org\nSubject: weekly {self.seed}\n\nThe same as ever.\n".encode()

    def message(self, anonymous):
        date = FIRST + self.random.randrange(400_000_000)
        head = [f"From: a{self.random.randrange(99)}@example.org", "To: b@example.com", f"Subject: {self.text(30)}",
                "Date: " + time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(date))]
        head += [] if anonymous else [f"Message-ID: <{self.seed}.{self.stored}.{self.random.randrange(10**9)}@example.org>"]
        return date, ("\n".join(head) + "\n\n" + self.text(self.random.randrange(self.size // 2, self.size * 3 // 2)) + "\n").encode()

    def text(self, length):
        words = " ".join(self.random.choices(WORDS, k=max(1, length // 5)))
        return "\n".join(words[i:i + 70] for i in range(0, len(words), 70)) if length > 70 else words

    def store(self, path, date, body):
        self.stored += 1
        virtual = len(body) + body.count(b"\n")
        letters = "".join(letter for letter, chance in zip("FRS", (.1, .2, .7)) if self.random.random() < chance)
        name = f"{DELIVERED + self.stored}.M{self.stored}P{self.seed}.made,S={len(body)},W={virtual}:2,{letters}"
        self.write(os.path.join(path, "cur", name), date, [body])

    def large(self, length):
        line = b"0123456789abcdef" * 4 + b"\n"
        block = line * 16_384
        head = b"From: a@example.org\nSubject: large\nMessage-ID: <large@example.org>\n\n"
        self.stored += 1
        path = os.path.join(self.root, "cur", f"{DELIVERED}.M0P{self.seed}.large:2,S")
        self.write(path, FIRST, [head] + [block] * (length // (len(block) + 16_384)))

    def write(self, path, date, parts):
        with open(path, "wb") as file:
            for part in parts:
                file.write(part)
        os.chown(path, self.uid, self.gid)
        os.utime(path, (date, date))


if __name__ == "__main__":
    main()

"""Compares two mailboxes by the files in which they are kept: content with equal line ends, flags, keywords, received date and folder of every message."""

import collections
import hashlib
import os
import re


class Maildir:
    """Reads a Maildir++. A file whose name (less its flags), size and time are known is not hashed again: in a Maildir content never changes."""

    def __init__(self, root, ignored_header=None):
        self.root, self.hashes = str(root), {}
        self.ignored = re.compile(rb"^" + ignored_header.encode() + rb":[^\n]*\n", re.M | re.I) if ignored_header else None

    def facts(self):
        """How often each (folder, content, flags, keywords, date) is there."""
        found = collections.Counter()
        for directory in ["", *(name for name in os.listdir(self.root) if name.startswith(".") and os.path.isdir(os.path.join(self.root, name, "cur")))]:
            self.read(os.path.join(self.root, directory), directory[1:] or "INBOX", found)
        return found

    def read(self, folder, shown, found):
        words = keywords(folder)
        for part in ("cur", "new"):
            for entry in os.scandir(os.path.join(folder, part)):
                base, _, letters = entry.name.partition(":2,")
                there = entry.stat()
                key = shown, base.split(",U=")[0], there.st_size, there.st_mtime_ns
                content = self.hashes.get(key) or self.hashes.setdefault(key, self.hash(entry.path))
                flags = "".join(sorted(letter for letter in letters if letter.isupper()))
                found[shown, content, flags, tuple(sorted(words.get(letter, "?") for letter in letters if letter.islower())), int(there.st_mtime)] += 1

    def hash(self, path):
        """Of the content with every CRLF made LF: equal for two messages if and only if their canonical forms (every LF made CRLF) are equal."""
        if os.path.getsize(path) > 64 << 20:
            return self.hash_in_blocks(path)
        with open(path, "rb") as file:
            content = file.read().replace(b"\r\n", b"\n")
        if self.ignored:
            head, mark, rest = content.partition(b"\n\n")
            content = self.ignored.sub(b"", head + b"\n")[:-1] + mark + rest
        return hashlib.sha256(content).digest()

    def hash_in_blocks(self, path):
        digest, carried = hashlib.sha256(), b""
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                block = carried + block
                carried = block[-1:] if block.endswith(b"\r") else b""
                digest.update(block[:len(block) - len(carried)].replace(b"\r\n", b"\n"))
        digest.update(carried)
        return digest.digest()


def keywords(folder):
    """Letter by letter the keywords of a folder."""
    try:
        with open(os.path.join(folder, "dovecot-keywords"), encoding="utf-8") as lines:
            pairs = [line.rstrip("\n").split(" ", 1) for line in lines if " " in line]
    except OSError:
        return {}
    return {chr(ord("a") + int(index)): word for index, word in pairs if int(index) < 26}


def with_keywords(kept, facts):
    """What a program can be held to that copies only these keywords."""
    found = collections.Counter()
    for (folder, content, flags, words, date), count in facts.items():
        found[folder, content, flags, tuple(word for word in words if word in kept), date] += count
    return found


def differences(expected, found):
    """What is not as it should be, in words, or nothing."""
    missing, surplus = expected - found, found - expected
    if not missing and not surplus:
        return ""
    show = lambda facts: str([(folder, content.hex()[:8], *rest) for folder, content, *rest in list(facts)[:2]])
    return f"{missing.total()} of {expected.total()} messages missing or different, {surplus.total()} too many or different; missing {show(missing)}, found {show(surplus)}"

#!/usr/bin/python3
"""Reads a Maildir++ from its files and prints what read_mailbox.py prints of a mailbox on a server: the received date is the file's time, flags are the letters
behind ":2,", keywords come from dovecot-keywords. Numbers are the order of the names."""

import argparse
import json
import os
import re

import imap_session
import message_facts

SYSTEM = {"D": "\\Draft", "F": "\\Flagged", "R": "\\Answered", "S": "\\Seen", "T": "\\Deleted"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("maildir")
    root = arguments.parse_args().maildir
    for directory in ["", *sorted(name for name in os.listdir(root) if name.startswith(".") and os.path.isdir(os.path.join(root, name, "cur")))]:
        segments = [imap_session.decode_name(part) for part in directory[1:].split(".")] if directory else ["INBOX"]
        read_folder(os.path.join(root, directory), directory, imap_session.shown(segments))


def read_folder(folder, directory, path):
    words = read_keywords(os.path.join(folder, "dovecot-keywords"))
    files = sorted(os.path.join(folder, part, name) for part in ("cur", "new") for name in os.listdir(os.path.join(folder, part)))
    print(json.dumps({"kind": "folder", "folder": path, "wireName": directory, "attributes": [], "messages": len(files), "generation": 0}))
    for number, file in enumerate(files, 1):
        print(json.dumps({"kind": "message", "folder": path, "uid": number, **describe(file, words)}, ensure_ascii=False))


def read_keywords(path):
    """Letter by letter ("a" is 0) the keywords of a folder."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split(" ", 1) for line in lines if " " in line]
    return {chr(ord("a") + int(index)): word for index, word in pairs if int(index) < 26}


def describe(file, words):
    found = re.search(r":2,([A-Za-z]*)$", os.path.basename(file))
    letters = found.group(1) if found else ""
    with open(file, "rb") as content:
        body = content.read()
    keywords = {words[letter] for letter in letters if letter in words} | ({"$Forwarded"} if "P" in letters else set())
    return {"flags": sorted(SYSTEM[letter] for letter in letters if letter in SYSTEM), "keywords": sorted(keywords),
            "date": int(os.stat(file).st_mtime), "size": len(body), **message_facts.of(body)}


if __name__ == "__main__":
    main()

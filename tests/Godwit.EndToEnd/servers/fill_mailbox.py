#!/usr/bin/python3
"""Fills a mailbox with the seeded corpus: ordinary messages over all folders and the nasty ones in INBOX. Prints one JSON object: how many were stored, in which
folders, and which messages and folders the server refused, with its words."""

import json

import corpus
import imap_session


def main():
    arguments = imap_session.parser(__doc__)
    arguments.add_argument("--seed", default="1")
    arguments.add_argument("--messages", type=int, default=60, help="ordinary ones")
    arguments.add_argument("--no-keywords", action="store_true")
    arguments.add_argument("--no-nasty", action="store_true")
    options = arguments.parse_args()
    session, prefix, separator = imap_session.sign_in(options)
    filled = Filling(session, prefix, separator)
    filled.create_folders()
    filled.store_all(options)
    session.logout()
    print(json.dumps({"stored": filled.stored, "folders": [imap_session.shown(f) for f in filled.folders], "refused": filled.refused}, ensure_ascii=False))


class Filling:
    def __init__(self, session, prefix, separator):
        self.session, self.prefix, self.separator = session, prefix, separator
        self.stored, self.folders, self.refused = 0, [["INBOX"]], []

    def wire(self, path):
        return imap_session.quoted(imap_session.wire_name(path, self.prefix, self.separator))

    def create_folders(self):
        for path in corpus.FOLDERS[1:]:
            answer, data = self.session.create(self.wire(path))
            if answer == "OK" or b"exist" in data[0].lower():
                self.folders.append(path)
                self.session.subscribe(self.wire(path))
            else:
                self.refused.append({"folder": imap_session.shown(path), "answer": data[0].decode("utf-8", "replace")})

    def store_all(self, options):
        made = corpus.Corpus(options.seed)
        for i in range(options.messages):
            self.store(self.folders[i % len(self.folders)], made.message(not options.no_keywords))
        for message in [] if options.no_nasty else made.nasty():
            self.store(["INBOX"], message)

    def store(self, path, message):
        name = imap_session.wire_name(path, self.prefix, self.separator)
        answer, words = imap_session.append(self.session, name, message)
        if answer == "OK":
            self.stored += 1
        else:
            self.refused.append({"message": message.special, "answer": words})


if __name__ == "__main__":
    main()

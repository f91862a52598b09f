#!/usr/bin/python3
"""Changes of everything between two runs, as people would make them: new messages, flags set and taken away, messages deleted and filed elsewhere, a folder created,
one renamed, one deleted. Which ones is decided by the seed. Prints one JSON object with the counts."""

import json
import random

import corpus
import imap_session


def main():
    arguments = imap_session.parser(__doc__)
    arguments.add_argument("--seed", default="1")
    arguments.add_argument("--no-keywords", action="store_true")
    options = arguments.parse_args()
    session, prefix, separator = imap_session.sign_in(options)
    change = Change(session, prefix, separator, options)
    change.make()
    session.logout()
    print(json.dumps(change.done, ensure_ascii=False))


class Change:
    def __init__(self, session, prefix, separator, options):
        self.session, self.prefix, self.separator, self.options = session, prefix, separator, options
        self.random = random.Random(f"change-{options.seed}")
        self.corpus = corpus.Corpus(f"change-{options.seed}")
        self.done = {"new": 0, "flagged": 0, "deleted": 0, "moved": 0, "created": [], "renamed": [], "removed": []}

    def wire(self, path):
        return imap_session.wire_name(path, self.prefix, self.separator)

    def make(self):
        paths = [path for path in corpus.FOLDERS if self.exists(path)]
        for path in paths:
            self.in_folder(path, paths)
        self.change_tree(f"Neu {self.options.seed} é")

    def exists(self, path):
        return any(name == self.wire(path) for name, _, _ in imap_session.list_folders(self.session, self.prefix, self.separator))

    def in_folder(self, path, paths):
        imap_session.select(self.session, self.wire(path), readonly=False)
        numbers = imap_session.uids(self.session)
        self.random.shuffle(numbers)
        share = max(1, len(numbers) // 8)
        doomed, moving, flagged = numbers[:share], numbers[share:2 * share], numbers[2 * share:5 * share]
        if len(numbers) > 4:
            self.move(moving, self.random.choice([other for other in paths if other != path]))
            self.flag(flagged)
            self.remove(doomed)
        self.add(path, self.random.randrange(1, 4))

    def flag(self, numbers):
        words = ["\\Seen", "\\Flagged", "\\Answered"] + ([] if self.options.no_keywords else corpus.KEYWORDS)
        for number in numbers:
            sign = self.random.choice("+-")
            self.expect(self.session.uid("STORE", str(number), sign + "FLAGS", f"({self.random.choice(words)})"))
            self.done["flagged"] += 1

    def move(self, numbers, to):
        if not numbers:
            return
        which, name = ",".join(map(str, numbers)), imap_session.quoted(self.wire(to))
        if "MOVE" in self.session.capabilities:
            self.expect(self.session.uid("MOVE", which, name))
        else:
            self.expect(self.session.uid("COPY", which, name))
            self.expunge(which)
        self.done["moved"] += len(numbers)

    def remove(self, numbers):
        if numbers:
            self.expunge(",".join(map(str, numbers)))
            self.done["deleted"] += len(numbers)

    def expunge(self, which):
        """Without UIDPLUS everything marked goes, so marks that others left are taken off first."""
        plus = "UIDPLUS" in self.session.capabilities
        if not plus:
            self.expect(self.session.uid("STORE", "1:*", "-FLAGS.SILENT", "(\\Deleted)"))
        self.expect(self.session.uid("STORE", which, "+FLAGS.SILENT", "(\\Deleted)"))
        self.expect(self.session.uid("EXPUNGE", which) if plus else self.session.expunge())

    def add(self, path, count):
        for _ in range(count):
            message = self.corpus.message(not self.options.no_keywords)
            self.expect(imap_session.append(self.session, self.wire(path), message))
            self.done["new"] += 1

    def change_tree(self, name):
        self.session.select()  # a folder that is open cannot be renamed everywhere
        self.expect(self.session.create(imap_session.quoted(self.wire([name]))))
        self.add([name], 2)
        self.done["created"].append(name)
        if self.exists(["Archive", "2023"]):
            self.expect(self.session.rename(imap_session.quoted(self.wire(["Archive", "2023"])), imap_session.quoted(self.wire(["Archive", "2023 alt"]))))
            self.done["renamed"].append(["Archive/2023", "Archive/2023 alt"])
        if self.exists(["Q&A"]):
            self.expect(self.session.delete(imap_session.quoted(self.wire(["Q&A"]))))
            self.done["removed"].append("Q&A")

    @staticmethod
    def expect(answer):
        if answer[0] != "OK":
            raise SystemExit(f"the server refused a change: {answer}")


if __name__ == "__main__":
    main()

"""A seeded corpus of messages, the nasty ones among them. The same seed gives the same bytes everywhere and for ever."""

import base64
import random
import time

WORDS = ("lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam "
         "Grüße café naïve señor").split()
FOLDERS = [["INBOX"], ["Sent"], ["Drafts"], ["Archive"], ["Archive", "2004"], ["Archive", "2023"], ["Projekte"], ["Projekte", "Übersicht"],
           ["日本語"], ["日本語", "受信箱"], ["Q&A"], ["Rechnungen [alt]"]]
KEYWORDS = ["$Forwarded", "$Label1", "Important", "NonJunk"]
SYSTEM = [("\\Seen", .7), ("\\Answered", .2), ("\\Flagged", .1), ("\\Draft", .03), ("\\Deleted", .02)]
ZONES = ["+0000", "+0100", "-0800", "+0530", "+1100"]
FIRST, LAST = 1_072_915_200, 1_735_689_599  # 2004-01-01 to 2024-12-31


class Message:
    """Bytes with CRLF line ends, flags and date, and what is special about it."""

    def __init__(self, special, body, flags=(), date=FIRST, zone="+0000"):
        self.special, self.bytes, self.flags, self.date, self.zone = special, body, list(flags), date, zone

    def internal_date(self):
        """As APPEND wants it: the instant, told in the message's own zone."""
        sign = 1 if self.zone[0] == "+" else -1
        offset = sign * (int(self.zone[1:3]) * 3600 + int(self.zone[3:]) * 60)
        return time.strftime('"%d-%b-%Y %H:%M:%S ', time.gmtime(self.date + offset)) + self.zone + '"'


class Corpus:
    def __init__(self, seed):
        self.random = random.Random(f"corpus-{seed}")
        self.number = 0

    def message(self, keywords=True):
        """An ordinary message of 1 to 20 kB, sometimes with an attachment."""
        random, self.number = self.random, self.number + 1
        date = random.randrange(FIRST, LAST)
        attachment = random.randbytes(random.randrange(1000, 12000)) if random.random() < .1 else None
        body = build(self.headers(date), self.text(random.randrange(400, 6000)), attachment)
        return Message("", body, self.flags(keywords), date, random.choice(ZONES))

    def flags(self, keywords):
        chosen = [flag for flag, chance in SYSTEM if self.random.random() < chance]
        return chosen + [word for word in KEYWORDS if self.random.random() < .08 and keywords]

    def text(self, length):
        lines, left = [], length
        while left > 0:
            lines.append(" ".join(self.random.choice(WORDS) for _ in range(10)))
            left -= len(lines[-1]) + 2
        return "\r\n".join(lines) + "\r\n"

    def headers(self, date, message_id=True):
        random = self.random
        name = random.choice(["Anna Müller", "Björn Åkesson", "Chloé Dubois", "山田太郎", "Dan O'Neil"])
        encoded = "=?utf-8?b?" + base64.b64encode(name.encode()).decode() + "?="
        subject = " ".join(w for w in random.choices(WORDS, k=6) if w.isascii())
        lines = [f"From: {encoded} <sender{random.randrange(99)}@example.org>", "To: user@example.com", f"Subject: {subject} {self.number}",
                 "Date: " + time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(date)), "MIME-Version: 1.0"]
        return lines + ([f"Message-ID: <{self.number}.{random.randrange(10**9)}@example.org>"] if message_id else [])

    def nasty(self):
        """The messages that tools lose, double or damage. Each bears its name in "special"."""
        date = self.random.randrange(FIRST, LAST)
        simple = ["From: a@example.org", "To: b@example.com", "Subject: same", "Date: Fri, 13 Feb 2009 23:31:30 +0000"]
        utf8 = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]

        def made(special, lines, text, flags=("\\Seen",)):
            body = "\r\n".join(lines) + "\r\n\r\n" + text
            return Message(special, body.encode() if isinstance(body, str) else body, flags, date)

        copy = build(self.headers(date), "Identical.\r\n", None)
        return [
            *[made(f"no Message-ID {i}", self.headers(date, message_id=False), f"Draft {i}\r\n", ("\\Draft",)) for i in range(3)],
            *[Message(f"identical copy {i}", copy, ["\\Seen"], date) for i in range(3)],
            *[made(f"same headers, body {i}", simple, f"Body number {i}, not the other one.\r\n") for i in range(2)],
            made("8-bit body", simple + utf8, "Grüße aus Köln – 日本語\r\n"),
            Message("Latin-1 body", ("\r\n".join(simple) + "\r\n\r\nGr\xfc\xdfe\r\n").encode("latin-1"), [], date),
            Message("8-bit header", "From: Jürgen <j@example.org>\r\nSubject: Grüße\r\n\r\nraw\r\n".encode(), [], date),
            made("long line", simple, "x" * 50_000 + "\r\n"),
            made("no final line end", simple, "the last line has no end"),
            made("header only", simple, ""),
            made("lone CR", simple, "one\rtwo\r\n"),
            made("From line and dots", simple, "From here on\r\n.\r\n..\r\n>From there\r\n"),
            made("looks like an answer", simple, "* 1 FETCH (UID 1 FLAGS (\\Deleted))\r\nA1 OK done\r\n{5}\r\n"),
            made("deep MIME", simple + ["MIME-Version: 1.0"], nested(20)),
            Message("oldest date", copy, [], FIRST, "-0800"),
            Message("leap day, half-hour zone", copy, ["\\Flagged"], 1_709_164_800, "+0530"),
        ]


def build(headers, text, attachment):
    if attachment is None:
        lines = headers + ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", text]
        return "\r\n".join(lines).encode()
    mark = "=_part_" + str(len(attachment))
    encoded = base64.encodebytes(attachment).decode().replace("\n", "\r\n")
    lines = headers + [f'Content-Type: multipart/mixed; boundary="{mark}"', "", "--" + mark, "Content-Type: text/plain; charset=utf-8",
                       "Content-Transfer-Encoding: 8bit", "", text, "--" + mark, "Content-Type: application/octet-stream",
                       "Content-Transfer-Encoding: base64", 'Content-Disposition: attachment; filename="data.bin"', "", encoded + "--" + mark + "--", ""]
    return "\r\n".join(lines).encode()


def nested(depth):
    """A multipart in a multipart in ...; the headers of the outermost go before it."""
    inner = "Content-Type: text/plain\r\n\r\ninnermost\r\n"
    for level in range(depth):
        inner = f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n{inner}\r\n--b{level}--\r\n'
    return inner

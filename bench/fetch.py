"""fetch.py HOST PORT USER CONNECTIONS: fetches every message of a mailbox and forgets it, as fast as the line gives it: whole folders dealt to the connections, all commands
sent at once. What no program that copies can beat with as many connections. Prints folders and bytes."""

import imaplib
import os
import re
import socket
import sys
import threading

QUIET_SECONDS = 900  # a server that sees a folder of a million files for the first time says nothing for minutes
LISTED = re.compile(rb'\([^)]*\) \S+ (.*)$')


def main():
    host, port, user, connections = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    lanes = deal(folders(host, port, user), connections)
    readers = [Reader(host, port, user, lane) for lane in lanes if lane]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    print(sum(len(reader.names) for reader in readers), "folders", sum(reader.bytes for reader in readers), "bytes")
    sys.exit(not all(reader.complete for reader in readers))


def folders(host, port, user):
    """Names, with how many messages each has; one burst of STATUS."""
    session = imaplib.IMAP4(host, port)
    session.login(user, os.environ["FETCH_PASSWORD"])
    names = [LISTED.match(line).group(1).strip(b'"') for line in session.list()[1] if line and b"\\Noselect" not in line]
    session.send(b"".join(b'S%d STATUS "%s" (MESSAGES)\r\n' % pair for pair in enumerate(names)))
    told = b""
    while b"S%d OK" % (len(names) - 1) not in told:
        told += session.readline()
    counts = [int(count) for count in re.findall(rb"MESSAGES (\d+)", told)]
    session.logout()
    return sorted(((count, name) for count, name in zip(counts, names) if count), reverse=True)


def deal(counted, connections):
    """The largest first, each to the connection that has least."""
    lanes, loads = [[] for _ in range(connections)], [0] * connections
    for count, name in counted:
        least = loads.index(min(loads))
        lanes[least].append(name)
        loads[least] += count
    return lanes


class Reader(threading.Thread):
    """One connection: reads to the last answer and keeps nothing. SELECT and not EXAMINE: Courier gives a folder a lasting UIDVALIDITY only then."""

    def __init__(self, host, port, user, names):
        super().__init__()
        self.address, self.user, self.names, self.bytes, self.complete = (host, port), user, names, 0, False

    def run(self):
        with socket.create_connection(self.address, timeout=QUIET_SECONDS) as connection:
            connection.sendall(b"A LOGIN %s %s\r\n" % (self.user.encode(), os.environ["FETCH_PASSWORD"].encode()))
            self.read_to(connection, b"A OK")
            commands = [b'E SELECT "%s"\r\nF FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])\r\n' % name for name in self.names]
            connection.sendall(b"".join(commands) + b"LAST-OF-ALL NOOP\r\n")
            self.complete = self.read_to(connection, b"\nLAST-OF-ALL OK")

    def read_to(self, connection, mark):
        """True when the mark came; it may lie across two reads."""
        buffer, seam = bytearray(1 << 20), b""
        while count := connection.recv_into(buffer):
            self.bytes += count
            if mark in seam + buffer[:len(mark)] or buffer.find(mark, 0, count) >= 0:
                return True
            seam = (seam + buffer[max(0, count - len(mark)):count])[-len(mark):]
        return False


if __name__ == "__main__":
    main()

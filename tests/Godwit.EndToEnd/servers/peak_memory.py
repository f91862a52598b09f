#!/usr/bin/python3
"""peak_memory.py FILE COMMAND...: runs a command and ends as it ends; FILE gets the most memory, in kB, that one of its processes ever had in real use (the kernel's
own count, VmHWM)."""

import os
import sys


def main():
    child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
    _, status, used = os.wait4(child, 0)
    with open(sys.argv[1], "w", encoding="ascii") as file:
        file.write(str(used.ru_maxrss))
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)


if __name__ == "__main__":
    main()

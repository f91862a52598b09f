#!/usr/bin/python3
"""read_http_proxy.py FILE...: the rows of HttpProxy logs as one JSON list of objects, read by column name with Python's csv and nothing of ours."""

import csv
import json
import sys


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader((line for line in file if not line.startswith("#")), strict=True)


def main():
    json.dump([row for path in sys.argv[1:] for row in rows(path) if row["DateTime"] != "DateTime"], sys.stdout)


if __name__ == "__main__":
    main()

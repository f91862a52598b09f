#!/usr/bin/env python3
"""Writes src/Godwit.Mail/Text/canonical.bin: what ComposedForm.cs needs of the Unicode character database (canonical decompositions, combining classes).

Format, little-endian, three tables, each begins with its u32 number of rows. Decompositions: u32 character, u32 first, u32 second (0 for none). Classes: u32 character with its combining class in
the upper 8 bits. Both ascending by character. Compositions: u32 first, u32 second, u32 character, ascending by first and second.
"""
import pathlib
import struct
import unicodedata

HANGUL = range(0xAC00, 0xAC00 + 11172)
decompositions, classes, compositions = [], [], []
for point in range(0x110000):
    if 0xD800 <= point < 0xE000:
        continue
    character = chr(point)
    if kind := unicodedata.combining(character):
        classes.append(point | kind << 24)
    text = unicodedata.decomposition(character)
    if not text or text.startswith("<") or point in HANGUL:
        continue
    parts = [int(part, 16) for part in text.split()] + [0]
    decompositions.append((point, parts[0], parts[1]))
    if parts[1] and unicodedata.normalize("NFC", unicodedata.normalize("NFD", character)) == character:
        compositions.append((parts[0], parts[1], point))

target = pathlib.Path(__file__).resolve().parents[2] / "src/Godwit.Mail/Text/canonical.bin"
target.write_bytes(struct.pack("<I", len(decompositions)) + b"".join(struct.pack("<3I", *d) for d in decompositions)
                   + struct.pack("<I", len(classes)) + b"".join(struct.pack("<I", c) for c in classes)
                   + struct.pack("<I", len(compositions)) + b"".join(struct.pack("<3I", *c) for c in sorted(compositions)))
print(f"Unicode {unicodedata.unidata_version}: {len(decompositions)} decompositions, {len(classes)} classes, {len(compositions)} compositions, {target.stat().st_size} bytes")

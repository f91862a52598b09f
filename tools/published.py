#!/usr/bin/env python3
"""tools/published.py RID FILE: looks into a self-contained single file that cannot be run here, and says what it is.

Looked at: the system and processor of the program (ELF, PE or Mach-O header; on Linux the C library by the program's interpreter; on macOS that it is signed, without which Apple's processors start nothing),
the bundle of .NET in it with every file inside the program's length, the runtime itself, compiled for that system and processor, and all assemblies of the diagnosis. Exit code 1 and a sentence when
something is not as it has to be.
"""
import json
import re
import struct
import sys
import zlib

# SHA-256 of ".net core bundle"; the eight bytes before it say where the bundle's table of contents is.
SIGNATURE = bytes.fromhex("8b1202b96a6120 38727b930214d7a032 13f5b9e6efae33 18ee3b2dce24b36aae".replace(" ", ""))
ASSEMBLIES = ["godwit-diagnose.dll", "Godwit.Diagnostics.dll", "Godwit.Network.dll", "Godwit.Mail.dll", "Godwit.Terminals.dll", "System.CommandLine.dll", "System.Private.CoreLib.dll", "System.Net.Security.dll"]
ELF = {"x64": 62, "arm64": 183}
PE = {"x64": 0x8664, "arm64": 0xAA64}
MACH = {"x64": 0x01000007, "arm64": 0x0100000C}
# Code that was compiled ahead of time for another system than Windows has its processor's number changed by this.
READY_TO_RUN = {"win": 0, "linux": 0x7B79, "osx": 0x4644}
MOST_INSIDE = 256 * 1024 * 1024


class Wrong(Exception):
    pass


def expect(holds, told):
    if not holds:
        raise Wrong(told)


def elf(data, processor, musl):
    expect(data[:6] == b"\x7fELF\x02\x01", "no 64-bit ELF program")
    expect(struct.unpack_from("<H", data, 18)[0] == ELF[processor], "an ELF program for another processor")
    start, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    heads = [struct.unpack_from("<IIQQQQ", data, start + i * size) for i in range(count)]
    interpreter = next((data[head[2]:head[2] + head[5]].rstrip(b"\0").decode() for head in heads if head[0] == 3), "")
    expect("ld-musl" in interpreter if musl else "ld-linux" in interpreter, f"made for another C library: its interpreter is '{interpreter}'")
    return f"ELF, {interpreter.rsplit('/', 1)[1]}"


def pe(data, processor):
    expect(data[:2] == b"MZ", "no PE program")
    at = struct.unpack_from("<I", data, 60)[0]
    expect(data[at:at + 4] == b"PE\0\0", "no PE program")
    expect(struct.unpack_from("<H", data, at + 4)[0] == PE[processor], "a PE program for another processor")
    return "PE"


def mach(data, processor):
    expect(data[:4] == b"\xcf\xfa\xed\xfe", "no 64-bit Mach-O program")
    expect(struct.unpack_from("<I", data, 4)[0] == MACH[processor], "a Mach-O program for another processor")
    at, commands = 32, []
    for _ in range(struct.unpack_from("<I", data, 16)[0]):
        command, size = struct.unpack_from("<II", data, at)
        expect(size >= 8, "a Mach-O program whose commands are broken")
        commands.append(command)
        at += size
    expect(0x1D in commands, "not signed")
    return "Mach-O, signed"


def text(data, at):
    length, shift = 0, 0
    while True:
        byte = data[at]
        length |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return data[at:at + length].decode(), at + length


def contents(data):
    """The files in the bundle, by name."""
    mark = data.find(SIGNATURE)
    expect(mark >= 8, "no single file: there is no bundle in it")
    at = struct.unpack_from("<q", data, mark - 8)[0]
    expect(0 < at < len(data), "no single file: its bundle is empty")
    major, _, count = struct.unpack_from("<IIi", data, at)
    expect(major == 6, f"a bundle of version {major}, which is not known here")
    _, at = text(data, at + 12)
    at += 40
    files = {}
    for _ in range(count):
        offset, size, packed, _ = struct.unpack_from("<qqqB", data, at)
        name, at = text(data, at + 25)
        expect(0 < offset and 0 <= size <= MOST_INSIDE and 0 <= packed and offset + (packed or size) <= len(data), f"cut short: {name} is not whole")
        files[name] = (offset, size, packed)
    return files


def unpacked(data, entry):
    offset, size, packed = entry
    if not packed:
        return data[offset:offset + size]
    whole = zlib.decompressobj(-15).decompress(data[offset:offset + packed], size + 1)
    expect(len(whole) == size, "a file in it does not unpack to its length")
    return whole


def runtime(data, files, rid, system, processor):
    """The runtime's version; it is in the file and of this system."""
    settings = json.loads(unpacked(data, files["godwit-diagnose.runtimeconfig.json"]))["runtimeOptions"]
    expect("includedFrameworks" in settings, "not self-contained: it asks for a runtime that is installed")
    target = json.loads(unpacked(data, files["godwit-diagnose.deps.json"]))["runtimeTarget"]["name"]
    expect(target.endswith("/" + rid), f"its dependencies are those of {target}")
    core = unpacked(data, files["System.Private.CoreLib.dll"])
    made = struct.unpack_from("<H", core, struct.unpack_from("<I", core, 60)[0] + 4)[0]
    expect(made == PE[processor] ^ READY_TO_RUN[system], "the runtime in it is compiled for another system or processor")
    return settings["includedFrameworks"][0]["version"]


def look(rid, data):
    known = re.fullmatch(r"(linux|win|osx)(-musl)?-(x64|arm64)", rid)
    expect(known, "its contents are not looked at: the system is not known here")
    system, musl, processor = known.groups()
    kind = elf(data, processor, musl) if system == "linux" else pe(data, processor) if system == "win" else mach(data, processor)
    files = contents(data)
    missing = [name for name in [*ASSEMBLIES, "godwit-diagnose.runtimeconfig.json", "godwit-diagnose.deps.json"] if name not in files]
    expect(not missing, "not whole: " + ", ".join(missing) + " missing")
    version = runtime(data, files, rid, system, processor)
    for name in files:
        unpacked(data, files[name])
    return f"{kind}, {processor}, {len(files)} files in one, .NET {version} inside"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.splitlines()[0])
    try:
        with open(sys.argv[2], "rb") as file:
            print(look(sys.argv[1], file.read()))
    except (Wrong, OSError) as wrong:
        sys.exit(str(wrong))
    except (struct.error, IndexError, KeyError, ValueError, zlib.error) as broken:
        sys.exit(f"cut short or broken: {broken}")


if __name__ == "__main__":
    main()

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Godwit.EndToEnd.TheCommand;

/// <summary>A self-contained single file in little: a program's header, and a bundle of .NET behind it whose files are a few bytes each.</summary>
/// <param name="rid">The system and processor that it is of.</param>
internal sealed class PublishedFile(string rid)
{
    private const ushort X64 = 0x8664, Arm64 = 0xAA64;
    private static readonly string[] Assemblies =
        ["godwit-diagnose.dll", "Godwit.Diagnostics.dll", "Godwit.Network.dll", "Godwit.Mail.dll", "Godwit.Terminals.dll", "System.CommandLine.dll", "System.Private.CoreLib.dll", "System.Net.Security.dll"];

    /// <summary>An assembly that is left away; null: none.</summary>
    public string? Without { get; init; }

    /// <summary>False: it asks for a runtime that is installed.</summary>
    public bool SelfContained { get; init; } = true;

    /// <summary>The system that the runtime in it is compiled for; null: its own.</summary>
    public string? RuntimeOf { get; init; }

    /// <summary>The system that its dependencies are of; null: its own.</summary>
    public string? DependenciesOf { get; init; }

    /// <summary>False: a program of macOS without its signature.</summary>
    public bool Signed { get; init; } = true;

    /// <summary>The file.</summary>
    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        file.Write(rid.StartsWith("win", StringComparison.Ordinal) ? Pe(Processor(rid)) : rid.StartsWith("osx", StringComparison.Ordinal) ? Mach() : Elf());
        var pointer = (int)file.Length;
        file.Write(new byte[8]);
        file.Write(Convert.FromHexString("8B1202B96A612038727B930214D7A03213F5B9E6EFAE3318EE3B2DCE24B36AAE"));
        var entries = Files().Select(one => (one.Name, one.Text.Length, At: (int)file.Length, Packed: Append(file, one.Text, one.Packed))).ToList();
        var table = file.Length;
        using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true)) Write(writer, entries);
        var bytes = file.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(pointer), table);
        return bytes;
    }

    private static bool IsArm(string rid) => rid.EndsWith("arm64", StringComparison.Ordinal);

    private static ushort Processor(string rid) => IsArm(rid) ? Arm64 : X64;

    private IEnumerable<(string Name, byte[] Text, bool Packed)> Files()
    {
        foreach (var name in Assemblies.Where(name => name != Without)) yield return (name, name.StartsWith("System.Private", StringComparison.Ordinal) ? CoreLibrary() : Pe(0x14C), Packed: true);
        yield return ("godwit-diagnose.deps.json", Json(new { runtimeTarget = new { name = ".NETCoreApp,Version=v10.0/" + (DependenciesOf ?? rid) } }), Packed: false);
        var framework = new { name = "Microsoft.NETCore.App", version = "10.0.9" };
        yield return ("godwit-diagnose.runtimeconfig.json", SelfContained ? Json(new { runtimeOptions = new { includedFrameworks = new[] { framework } } }) : Json(new { runtimeOptions = new { framework } }), Packed: false);
    }

    private static byte[] Json(object settings) => JsonSerializer.SerializeToUtf8Bytes(settings);

    // What was compiled ahead of time says for which system by another number than the processor's.
    private byte[] CoreLibrary()
    {
        var of = RuntimeOf ?? rid;
        return Pe((ushort)(Processor(of) ^ (of.StartsWith("win", StringComparison.Ordinal) ? 0 : of.StartsWith("osx", StringComparison.Ordinal) ? 0x4644 : 0x7B79)));
    }

    private static int Append(MemoryStream file, byte[] text, bool packed)
    {
        var before = file.Length;
        if (packed) using (var deflate = new DeflateStream(file, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(text);
        else file.Write(text);
        return packed ? (int)(file.Length - before) : 0;
    }

    // Version 6: a head with the places of the two settings files, then offset, length, packed length, kind and path of each file.
    private static void Write(BinaryWriter writer, IReadOnlyList<(string Name, int Length, int At, int Packed)> entries)
    {
        writer.Write(6u);
        writer.Write(0u);
        writer.Write(entries.Count);
        writer.Write("bundle");
        writer.Write(new byte[40]);
        foreach (var (name, length, at, packed) in entries)
        {
            writer.Write((long)at);
            writer.Write((long)length);
            writer.Write((long)packed);
            writer.Write((byte)1);
            writer.Write(name);
        }
    }

    // System V ABI, chapters 4 and 5: one program header, which names the interpreter.
    private byte[] Elf()
    {
        var arm = IsArm(rid);
        var interpreter = rid.Contains("musl", StringComparison.Ordinal) ? $"/lib/ld-musl-{(arm ? "aarch64" : "x86_64")}.so.1" : arm ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2";
        var file = new byte[256];
        Encoding.Latin1.GetBytes("\u007fELF\u0002\u0001").CopyTo(file, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), (ushort)(arm ? 183 : 62));
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), 56);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(64), 3);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(72), 128);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(96), (ulong)interpreter.Length + 1);
        Encoding.ASCII.GetBytes(interpreter).CopyTo(file, 128);
        return file;
    }

    private byte[] Mach()
    {
        var file = new byte[128];
        BinaryPrimitives.WriteUInt32LittleEndian(file, 0xFEEDFACF);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), IsArm(rid) ? 0x0100000Cu : 0x01000007u);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(32), Signed ? 0x1Du : 0x19u);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(36), 16);
        return file;
    }

    private static byte[] Pe(ushort machine)
    {
        var file = new byte[256];
        "MZ"u8.CopyTo(file);
        file[60] = 128;
        "PE\0\0"u8.CopyTo(file.AsSpan(128));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(132), machine);
        return file;
    }
}

using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Godwit.Sync;

namespace Godwit.Sync.Tests.Repairs;

/// <summary>Messages for tests of repairs: written as text (Latin-1, so any byte), generated, cut into pieces, repaired.</summary>
internal static class Message
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(25).WithQuietOnSuccess(true);
    private static readonly byte[] Alphabet = [.. "\r\n\r\n\n\r\0\t  :;,()<>\"=?_-\\abcXYZ019"u8, 0x80, 0xC3, 0xA4, 0xE4, 0xFF];

    internal static byte[] Of(string text) => Encoding.Latin1.GetBytes(text);

    internal static string Repair(string message, Repair repairs) => Encoding.Latin1.GetString(Repair(Of(message), repairs, [], out _));

    internal static byte[] Repair(byte[] message, Repair repairs, int[] cuts, out Repair done)
    {
        var body = new RepairedBody(repairs, Source(message, cuts));
        using var output = new MemoryStream();
        for (var piece = body.NextPiece(); !piece.IsEmpty; piece = body.NextPiece()) output.Write(piece.Span);
        done = body.Done;
        return output.ToArray();
    }

    /// <summary>Gives the message in pieces of these lengths, again and again, each overwritten when the next is asked for.</summary>
    internal static Func<ReadOnlyMemory<byte>> Source(byte[] message, params int[] cuts)
    {
        var at = 0;
        var turn = 0;
        var given = Memory<byte>.Empty;
        return () =>
        {
            given.Span.Fill((byte)'#');
            var length = cuts.Length == 0 ? message.Length - at : Math.Min(Math.Max(1, cuts[turn++ % cuts.Length]), message.Length - at);
            given = message.AsSpan(at, length).ToArray();
            at += length;
            return given;
        };
    }

    internal static MessageDamage Survey(string message) => MessageDamage.Survey(Source(Of(message)));

    internal static void Always<T>(Gen<T> values, Func<T, bool> claim) => Check.One(Config, Prop.ForAll(values.ToArbitrary(), claim));

    internal static Gen<int[]> Cuts { get; } = Gen.Choose(1, 40).ArrayOf();

    internal static Gen<Repair> AnyRepairs { get; } = Gen.OneOf(Gen.Choose(0, (int)Sync.Repair.All).Select(n => (Repair)n), Gen.Constant(Sync.Repair.All));

    /// <summary>Messages with any damage.</summary>
    internal static Gen<byte[]> Damaged { get; } =
        from lines in DamagedLine.ArrayOf()
        from end in Gen.Elements("\r\n", "\n", "\r\r\n", "", "\0\n")
        from body in Gen.OneOf(Junk, Gen.Constant(Of(new string('x', 3_000))), Gen.Constant(Of("some = text \r\nwith lines\t\r\n")))
        select (byte[])[.. lines.SelectMany(l => l), .. Of(end), .. body];

    /// <summary>Messages as the standards want them, with encoded words, folds, attachments, 8-bit bodies, bare nothing.</summary>
    internal static Gen<byte[]> Healthy { get; } =
        from fields in Gen.Elements(
            "Subject: plain\r\n", "Subject:\r\n", "Subject: =?utf-8?Q?=C3=A4?=\r\n =?utf-8?Q?b?=\r\n", "From: \"Q, \\\"x\\\"\" <a@b>\r\n", "To: a@b,\r\n\tc@d (e)\r\n", "X-Odd_Name!: :\r\n",
            "Received: from a by b;\r\n Mon, 15 Mar 2004 10:20:30 +0100\r\n", "Content-Type: multipart/mixed; boundary=\"=_x\"\r\n", "Content-Transfer-Encoding: 8bit\r\n",
            "X-Full: " + new string('y', RepairLimits.MaxLineBytes - 8) + "\r\n").ArrayOf()
        from lines in Gen.Elements("text", "", " ", "--=_x", "gr\xFC\xDF e", "a = b", "From x", ".", new string('z', RepairLimits.MaxLineBytes), "=?utf-8?Q?x?=", "no colon", " lead").ArrayOf()
        select Of("Message-ID: <x@y>\r\n" + string.Concat(fields) + "\r\n" + string.Concat(lines.Select(l => l + "\r\n")));

    private static Gen<byte[]> Junk => Gen.Elements(Alphabet).ArrayOf();

    private static Gen<byte[]> DamagedLine =>
        from start in Gen.Elements("Subject: ", "To: ", "Content-Type: text/plain; name=", "Content-Transfer-Encoding: 8bit", "X : ", "From x y", " ", "\t", "", "na me: ", "Content-Type: multipart/mixed", "MIME-Version: 1.0")
        from rest in Gen.OneOf(Junk, Gen.Constant(Of(new string('w', 2_100))), Gen.Constant(Of(string.Concat(Enumerable.Repeat("word,\t  ", 300)))), Gen.Constant(Of(new string(' ', 1_200))),
            Gen.Constant(Of("=?utf-8?Q?a?= \xE4\xF6\xFC =?utf-8?Q?b?=")), Gen.Constant(Of("\"J\xC3\xBCrgen\\\" M\" <a@b>")))
        from end in Gen.Elements("\r\n", "\r\n", "\n", "\r\r\n", "\0\r\n")
        select (byte[])[.. Of(start), .. rest, .. Of(end)];
}

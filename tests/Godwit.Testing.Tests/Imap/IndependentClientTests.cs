using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Godwit.Testing.Tests.Imap;

[Trait("needs", "process")]
public sealed class IndependentClientTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Python_reads_what_was_delivered_and_writes_what_is_found(bool encrypted)
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Tls = encrypted ? ServerTls.StartTls : ServerTls.None, AllowsClearTextLogin = !encrypted });
        var mailbox = server.Mailboxes["alice"];
        mailbox.Create(FolderPath.Of("\u65e5\u672c\u8a9e", "\u53d7\u4fe1"));
        var builder = new MessageBuilder(11);
        MessageKind[] kinds = [MessageKind.Plain, MessageKind.EightBit, MessageKind.BareLf, MessageKind.LongLine, MessageKind.HeaderOnly, MessageKind.Large];
        foreach (var kind in kinds) mailbox.Folder("INBOX").Deliver(builder.Build(kind, (int)kind), builder.Flags((int)kind), builder.Received((int)kind));

        var found = Run(server, encrypted ? server.Certificates.AuthorityPem : "");

        Assert.Equal(kinds.Length, found.GetProperty("exists").GetInt32());
        Assert.Equal(["(\\HasNoChildren) \"/\" \"INBOX\"", "(\\HasNoChildren) \"/\" \"Projekte\""], Strings(found.GetProperty("folders")).Where(f => !f.Contains('&', StringComparison.Ordinal)));
        Assert.Equal(
            mailbox.Folder("INBOX").Messages.Take(kinds.Length).Select(m => Convert.ToHexStringLower(SHA256.HashData(m.Body.ToArray()))),
            found.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("sha256").GetString()));
        var written = Assert.Single(mailbox.Folder("Projekte").Messages);
        Assert.Equal("Subject: from Python\r\n\r\nline\r\n.\r\n"u8.ToArray().Concat(new byte[] { 0xff, 0x0d, 0x0a }), written.Body.ToArray());
        Assert.Equal(new MessageFlags(SystemFlags.Seen | SystemFlags.Flagged, KeywordSet.Of("$Label")), written.Flags);
        Assert.Equal(ReceivedDate.From(new DateTimeOffset(2011, 3, 5, 7, 8, 9, TimeSpan.FromHours(1))), written.Received);
        Assert.Equal(written.EmailId, mailbox.Folder("INBOX").Messages[^1].EmailId);
        Assert.Equal(0, server.SeenByFetch);
    }

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(e => e.GetString()!);

    private static JsonElement Run(ImapTestServer server, string authority)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Imap", "independent_client.py"), "localhost", server.Port.ToString(CultureInfo.InvariantCulture), "alice", "secret", authority];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = TryStart(start);
        Assert.SkipWhen(process is null, "python3 is not installed");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return JsonDocument.Parse(output).RootElement;
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

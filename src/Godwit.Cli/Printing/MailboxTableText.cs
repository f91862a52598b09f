using Godwit.Proxy.Protocol;

namespace Godwit.Cli;

/// <summary>A mailbox that a proxy hands out, with what it holds.</summary>
/// <param name="Mailbox">What the proxy said.</param>
/// <param name="Items">How many messages; null when not counted.</param>
/// <param name="Bytes">Their sizes; null when not counted.</param>
/// <param name="Fault">Why it could not be opened; null when nothing was wrong.</param>
internal sealed record ListedMailbox(HandedOutMailbox Mailbox, long? Items, long? Bytes, Fault? Fault);

/// <summary>What a proxy hands out, as a table for people.</summary>
internal static class MailboxTableText
{
    private static readonly string[] Heads = ["STORE", "ADDRESS", "SIZE", "ITEMS", "SERVER", "REGION"];

    /// <summary>Writes heads, a line a mailbox, and below what is wrong with some.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ListedMailbox> mailboxes)
    {
        var rows = mailboxes.Select(Cells).Prepend(Heads).ToList();
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows) output.WriteLine(string.Join("  ", row.Select((cell, column) => IsNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
        foreach (var mailbox in mailboxes)
            if (mailbox.Fault is { } fault) output.WriteLine($"{mailbox.Mailbox.Address}: {FaultText.Line(fault)}");
    }

    private static string[] Cells(ListedMailbox listed) =>
    [
        listed.Mailbox.Store, listed.Mailbox.Address, listed.Bytes is { } bytes ? new ByteSize(bytes).ToString() : listed.Fault?.Code ?? "-",
        listed.Items is { } items ? items.ToString("N0", CultureInfo.InvariantCulture) : "-", listed.Mailbox.Server, listed.Mailbox.Region ?? "-",
    ];

    private static bool IsNumber(int column) => column is 2 or 3;
}

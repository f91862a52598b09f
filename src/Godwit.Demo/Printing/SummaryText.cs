using Godwit.Demo.Running;

namespace Godwit.Demo.Printing;

/// <summary>The closing summary for people.</summary>
internal static class SummaryText
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, DemoSummary summary)
    {
        var found = summary.Found;
        output.WriteLine();
        foreach (var mailbox in summary.Mailboxes) output.WriteLine(Line(mailbox));
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  mailboxes      {summary.Completed} of {summary.Mailboxes.Count} completed, {summary.Processes} processes over TLS"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  mail           {found.SourceMessages:N0} messages in {found.Folders} folders, {new ByteSize(found.Bytes)}; {summary.ChangesMeanwhile} changes by a user meanwhile"));
        output.WriteLine($"  initial sync   {Seconds(summary.InitialSync)}{Rate(summary)}");
        output.WriteLine($"  incremental    {Seconds(summary.IncrementalSync)}");
        output.WriteLine($"  completion     {Seconds(summary.Completion)}");
        output.WriteLine($"  all of it      {Seconds(summary.Overall)}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  both sides     {found.Missing} missing, {found.Duplicated} duplicated{Others(summary)}; counted in the files of both"));
    }

    private static string Line(MailboxSummary mailbox) => string.Create(CultureInfo.InvariantCulture,
        $"  {mailbox.Address,-24} {mailbox.Status,-12} {mailbox.Found.SourceMessages,6:N0} on the source {mailbox.Found.TargetMessages,6:N0} on the target  {(mailbox.Found.IsEqual ? "equal" : "DIFFERENT")}");

    private static string Rate(DemoSummary summary) => summary.InitialSync > TimeSpan.Zero
        ? $", {new ByteSize((long)(summary.BytesCopied / summary.InitialSync.TotalSeconds))}/s" : "";

    private static string Others(DemoSummary summary)
    {
        var found = summary.Found;
        var parts = new List<string>();
        if (found.Altered > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{found.Altered} with other flags or dates"));
        if (found.Unexpected > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{found.Unexpected} that the source does not have"));
        if (found.MissingFolders > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{found.MissingFolders} folders missing"));
        return parts.Count == 0 ? "" : ", " + string.Join(", ", parts);
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");
}

using System.Text;
using System.Text.Json;
using Godwit.Demo.Comparing;
using Godwit.Demo.Running;

namespace Godwit.Demo.Printing;

/// <summary>The closing summary as one object on one line.</summary>
internal static class SummaryJson
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, DemoSummary summary)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("mailboxes", summary.Mailboxes.Count);
            json.WriteNumber("completed", summary.Completed);
            WriteFound(json, summary.Found);
            json.WriteNumber("changesMeanwhile", summary.ChangesMeanwhile);
            json.WriteNumber("bytesCopied", summary.BytesCopied);
            json.WriteNumber("initialSyncSeconds", Seconds(summary.InitialSync));
            json.WriteNumber("incrementalSyncSeconds", Seconds(summary.IncrementalSync));
            json.WriteNumber("completionSeconds", Seconds(summary.Completion));
            json.WriteNumber("overallSeconds", Seconds(summary.Overall));
            json.WriteNumber("processes", summary.Processes);
            json.WriteStartArray("users");
            foreach (var mailbox in summary.Mailboxes) WriteMailbox(json, mailbox);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }

    private static void WriteMailbox(Utf8JsonWriter json, MailboxSummary mailbox)
    {
        json.WriteStartObject();
        json.WriteString("identity", mailbox.Address);
        json.WriteString("status", mailbox.Status);
        WriteFound(json, mailbox.Found);
        json.WriteEndObject();
    }

    private static void WriteFound(Utf8JsonWriter json, MailboxComparison found)
    {
        json.WriteNumber("folders", found.Folders);
        json.WriteNumber("sourceMessages", found.SourceMessages);
        json.WriteNumber("targetMessages", found.TargetMessages);
        json.WriteNumber("bytes", found.Bytes);
        json.WriteNumber("missing", found.Missing);
        json.WriteNumber("duplicated", found.Duplicated);
        json.WriteNumber("unexpected", found.Unexpected);
        json.WriteNumber("altered", found.Altered);
        json.WriteNumber("missingFolders", found.MissingFolders);
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}

using System.Text.Json;

namespace Godwit.Cli;

/// <summary>Results as one object of JSON on one line, written by hand: reflection would cost more than a short move.</summary>
internal static class JsonReport
{
    /// <summary>The result of a move.</summary>
    public static void Write(TextWriter output, MoveResult result, bool dryRun) => WriteObject(output, json => WriteMove(json, result, dryRun));

    /// <summary>The same for a mailbox of a list, with its name and its two stores.</summary>
    public static void Write(TextWriter output, MailboxOutcome outcome, bool dryRun) => WriteObject(output, json =>
    {
        json.WriteString("name", outcome.Move.Name);
        json.WriteNumber("line", outcome.Move.Line);
        json.WriteString("from", outcome.Move.Options.From.Address.ToString());
        json.WriteString("to", outcome.Move.Options.To.Address.ToString());
        json.WriteNumber("exitCode", outcome.ExitCode);
        WriteMove(json, outcome.Result, dryRun);
    });

    private static void WriteMove(Utf8JsonWriter json, MoveResult result, bool dryRun)
    {
        json.WriteBoolean("dryRun", dryRun);
        json.WriteNumber("folders", result.Folders);
        json.WriteNumber("foldersCreated", result.FoldersCreated);
        json.WriteNumber("foldersRenamed", result.FoldersRenamed);
        json.WriteNumber("foldersDeleted", result.FoldersDeleted);
        json.WriteNumber("itemsCopied", result.ItemsCopied);
        json.WriteNumber("itemsAdopted", result.ItemsAdopted);
        json.WriteNumber("itemsUpdated", result.ItemsUpdated);
        json.WriteNumber("itemsMoved", result.ItemsMoved);
        json.WriteNumber("itemsDeleted", result.ItemsDeleted);
        json.WriteNumber("itemsSkipped", result.Skipped.Count);
        json.WriteNumber("deletionsWaiting", result.DeletionsWaiting);
        json.WriteNumber("bytesCopied", result.BytesCopied);
        json.WriteNumber("seconds", Math.Round(result.Elapsed.TotalSeconds, 3));
        WriteArray(json, "skipped", result.Skipped, WriteSkipped);
        WriteArray(json, "faults", result.Faults, WriteFault);
        WriteArray(json, "retried", result.Retried, WriteFault);
        WriteArray(json, "notes", result.Notes, WriteNote);
    }

    private static void WriteNote(Utf8JsonWriter json, string note) => json.WriteStringValue(OtherSideText.Show(note));

    /// <summary>The faults that ended a command before it had a result.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Fault> faults) => WriteObject(output, json => WriteArray(json, "faults", faults, WriteFault));

    /// <summary>The result of a verification.</summary>
    public static void Write(TextWriter output, VerificationResult result) => WriteObject(output, json =>
    {
        json.WriteNumber("folders", result.Folders);
        json.WriteNumber("sourceItems", result.SourceItems);
        json.WriteNumber("targetItems", result.TargetItems);
        json.WriteNumber("equal", result.Equal);
        json.WriteNumber("differenceCount", result.DifferenceCount);
        json.WriteNumber("bytesRead", result.SourceBytes);
        json.WriteNumber("seconds", Math.Round(result.Elapsed.TotalSeconds, 3));
        WriteArray(json, "differences", result.Differences, WriteDifference);
        WriteArray(json, "faults", result.Faults, WriteFault);
        WriteArray(json, "notes", result.Notes, WriteNote);
    });

    /// <summary>A listing of folders.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ListedFolder> folders) => WriteObject(output, json =>
    {
        json.WriteNumber("messages", folders.Sum(f => f.Messages));
        json.WriteNumber("bytes", folders.Sum(f => f.Bytes));
        WriteArray(json, "folders", folders, WriteFolder);
    });

    /// <summary>What a proxy hands out; items and bytes are null where they were not counted.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ListedMailbox> mailboxes) => WriteObject(output, json => WriteArray(json, "mailboxes", mailboxes, WriteMailbox));

    private static void WriteMailbox(Utf8JsonWriter json, ListedMailbox listed)
    {
        json.WriteStartObject();
        json.WriteString("store", listed.Mailbox.Store);
        json.WriteString("address", listed.Mailbox.Address);
        WriteNumber(json, "bytes", listed.Bytes);
        WriteNumber(json, "items", listed.Items);
        json.WriteString("server", listed.Mailbox.Server);
        json.WriteString("region", listed.Mailbox.Region);
        if (listed.Fault is { } fault) WriteArray(json, "faults", [fault], WriteFault);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static void WriteSkipped(Utf8JsonWriter json, SkippedItem item)
    {
        json.WriteStartObject();
        json.WriteString("folder", item.Folder.ToString());
        json.WriteNumber("uid", item.SourceUid);
        json.WriteString("reason", item.Reason == SkipReason.Large ? "large" : "bad");
        json.WriteString("code", item.Code);
        json.WriteString("told", item.Told);
        json.WriteNumber("bytes", item.Size);
        json.WriteString("received", item.Received?.ToString());
        json.WriteString("subject", item.Subject);
        json.WriteNumber("tries", item.Tries);
        json.WriteEndObject();
    }

    private static void WriteFault(Utf8JsonWriter json, Fault fault)
    {
        json.WriteStartObject();
        json.WriteString("code", fault.Code);
        json.WriteString("title", fault.Kind.Title);
        json.WriteString("side", fault.Side.ToString().ToLowerInvariant());
        json.WriteString("reach", fault.Reach.ToString().ToLowerInvariant());
        json.WriteString("remedy", RemedyName(fault.Remedy));
        json.WriteString("told", fault.Told);
        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, Difference difference)
    {
        json.WriteStartObject();
        json.WriteString("kind", difference.Kind.ToString().ToLowerInvariant());
        json.WriteString("folder", difference.Folder.ToString());
        json.WriteNumber("sourceUid", difference.SourceUid);
        json.WriteNumber("targetUid", difference.TargetUid);
        json.WriteString("told", difference.Told);
        json.WriteEndObject();
    }

    private static void WriteFolder(Utf8JsonWriter json, ListedFolder folder)
    {
        json.WriteStartObject();
        json.WriteString("path", folder.Folder.Path.ToString());
        json.WriteString("role", folder.Folder.Role == SpecialUse.None ? null : folder.Folder.Role.ToString().ToLowerInvariant());
        json.WriteNumber("messages", folder.Messages);
        json.WriteNumber("bytes", folder.Bytes);
        json.WriteBoolean("takesPart", folder.IsMoved);
        if (folder.Place is { } place)
        {
            json.WriteString("target", place.TargetPath.ToString());
            json.WriteBoolean("exists", place.Existing is not null);
            json.WriteString("why", place.Why);
        }
        json.WriteEndObject();
    }

    private static string RemedyName(Remedy remedy) => remedy switch
    {
        Remedy.Retry => "retry",
        Remedy.WaitUntil => "waitUntil",
        Remedy.Skip => "skip",
        Remedy.FixConfiguration => "fixConfiguration",
        _ => "giveUp",
    };

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write) where T : class
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(json, item);
        json.WriteEndArray();
    }

    private static void WriteObject(TextWriter output, Action<Utf8JsonWriter> body)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }
        output.WriteLine(System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }
}

using System.Globalization;
using System.Text.Json;

namespace Godwit.EndToEnd.RealServers;

/// <summary>
/// A mailbox seen and changed by tools that share no code with Godwit: Python's <c>imaplib</c>. What they find is the truth that a move is judged by.
/// </summary>
public sealed class IndependentMailbox(int port, string user, string password)
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    /// <summary>Reads every folder and every message.</summary>
    public async Task<MailboxSnapshot> ReadAsync() => MailboxSnapshot.Of(await ToolAsync("read_mailbox.py"));

    /// <summary>Fills it with the seeded corpus; tells what was stored and what the server refused.</summary>
    public async Task<FillReport> FillAsync(int seed = 1, int messages = 60, bool keywords = true, bool nasty = true)
    {
        string[] options = ["--seed", Text(seed), "--messages", Text(messages), .. keywords ? [] : new[] { "--no-keywords" }, .. nasty ? [] : new[] { "--no-nasty" }];
        return Read<FillReport>(await ToolAsync("fill_mailbox.py", options));
    }

    /// <summary>Changes everything: new, flagged, deleted and moved messages, a new, a renamed and a deleted folder.</summary>
    public async Task<ChangeReport> ChangeAsync(int seed = 1, bool keywords = true) =>
        Read<ChangeReport>(await ToolAsync("change_mailbox.py", ["--seed", Text(seed), .. keywords ? [] : new[] { "--no-keywords" }]));

    private async Task<string> ToolAsync(string tool, params string[] options)
    {
        var environment = new Dictionary<string, string> { ["MAIL_PASSWORD"] = password, ["PYTHONDONTWRITEBYTECODE"] = "1", ["PYTHONIOENCODING"] = "utf-8" };
        var result = await Command.RunAsync(Path.Combine(Checkout.ServerScripts, tool), [Text(port), user, .. options], environment);
        return result.OutputOrThrow(tool);
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Camel) ?? throw new InvalidOperationException("no answer");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What filling came to.</summary>
public sealed record FillReport(int Stored, IReadOnlyList<string> Folders, IReadOnlyList<Refusal> Refused);

/// <summary>What the server would not take: a message by its special feature, or a folder, and the server's words.</summary>
public sealed record Refusal(string? Message, string? Folder, string Answer);

/// <summary>What was changed.</summary>
public sealed record ChangeReport(int New, int Flagged, int Deleted, int Moved, IReadOnlyList<string> Created, IReadOnlyList<IReadOnlyList<string>> Renamed, IReadOnlyList<string> Removed);

using System.Text;

namespace Godwit.Demo.Mail;

/// <summary>A Maildir as a delivery agent and a mail reader use it: files appear by a rename and are never written in place. Not for two threads at once.</summary>
/// <param name="path">The Maildir.</param>
/// <param name="clock">Tells the time of deliveries.</param>
internal sealed class Maildir(string path, TimeProvider clock)
{
    private static readonly string[] Parts = ["cur", "new", "tmp"];
    private int _delivered;

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Makes a folder with what mail readers expect in it.</summary>
    public void Make(MailFolderName folder)
    {
        foreach (var part in Parts) Directory.CreateDirectory(In(folder, part));
        if (folder.Directory.Length > 0) File.WriteAllText(In(folder, "maildirfolder"), "");
        File.WriteAllText(In(folder, "dovecot-keywords"), MessageWriter.KeywordFile);
    }

    /// <summary>Puts a message into a folder: to <c>cur</c> with its flags, or to <c>new</c> when it has none. Its file's time is when it was received.</summary>
    public void Store(MailFolderName folder, GeneratedMessage message)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{message.Received.ToUnixTimeSeconds()}.M{++_delivered}P1.north");
        var draft = In(folder, "tmp", name);
        File.WriteAllBytes(draft, message.Bytes);
        File.SetLastWriteTimeUtc(draft, message.Received.UtcDateTime);
        File.Move(draft, message.Letters.Length == 0 ? In(folder, "new", name) : In(folder, "cur", $"{name}:2,{message.Letters}"));
    }

    /// <summary>The seen messages of a folder, in the order of their names.</summary>
    public IReadOnlyList<string> Seen(MailFolderName folder) => [.. Directory.EnumerateFiles(In(folder, "cur")).Order(StringComparer.Ordinal)];

    /// <summary>Gives a message another flag.</summary>
    public static void Flag(string message, char letter)
    {
        var at = message.LastIndexOf(":2,", StringComparison.Ordinal) + 3;
        // Letters stand in the order of ASCII.
        File.Move(message, message[..at] + new string([.. message[at..].Append(letter).Distinct().Order()]));
    }

    /// <summary>Files a message in another folder.</summary>
    public void MoveTo(MailFolderName folder, string message) => File.Move(message, In(folder, "cur", System.IO.Path.GetFileName(message)));

    /// <summary>Now, to the second, as a delivery of this moment has it.</summary>
    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());

    private string In(MailFolderName folder, string part, string name = "") => System.IO.Path.Combine(Path, folder.Directory, part, name).TrimEnd('/');
}

namespace Godwit.Cli;

/// <summary>How folders stand in a Maildir.</summary>
public enum MaildirForm
{
    /// <summary>To be found out.</summary>
    Detect,
    /// <summary>Maildir++: <c>.Sent.Sub</c>.</summary>
    Flat,
    /// <summary>Folders in folders: <c>Sent/Sub</c>.</summary>
    Nested,
}

/// <summary>A Maildir: <c>maildir:PATH</c>, with <c>?layout=flat</c> or <c>nested</c> where it shall not be found out.</summary>
/// <param name="Path">The directory, absolute.</param>
public sealed record MaildirAddress(string Path) : StoreAddress
{
    private static readonly string[] Names = ["layout"];

    /// <summary>How its folders stand.</summary>
    public MaildirForm Form { get; init; }

    /// <inheritdoc/>
    internal override string Place => $"maildir:{Path.TrimEnd('/')}";

    /// <inheritdoc/>
    public override string ToString() => $"maildir:{Path}";

    /// <summary>Reads what follows the scheme. A path is taken as it is; a <c>?</c> in it is one, unless a name and <c>=</c> follow.</summary>
    internal static MaildirAddress Read(string option, string text)
    {
        var (path, query) = Split(text);
        if (path.Length == 0) throw Refuse(option, "names no directory: maildir:PATH");
        if (path.Contains('\0', StringComparison.Ordinal)) throw Refuse(option, "has a NUL in its path");
        var form = MaildirForm.Detect;
        AddressOptions.Read(option, query, Names, (_, value) =>
        {
            if (value is not ("flat" or "nested")) return "has a layout that is neither flat nor nested";
            form = value == "flat" ? MaildirForm.Flat : MaildirForm.Nested;
            return null;
        });
        return new MaildirAddress(System.IO.Path.GetFullPath(path)) { Form = form };
    }

    private static (string Path, string Query) Split(string text)
    {
        var mark = text.LastIndexOf('?');
        var equals = mark < 0 ? -1 : text.IndexOf('=', mark);
        return equals > mark + 1 && text.AsSpan(mark + 1, equals - mark - 1).IndexOfAnyExceptInRange('a', 'z') < 0 ? (text[..mark], text[(mark + 1)..]) : (text, "");
    }
}

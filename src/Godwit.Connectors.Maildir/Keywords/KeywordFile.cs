using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>Dovecot's <c>dovecot-keywords</c> in a folder, read and extended as Dovecot does: the new file is written as <c>dovecot-keywords.lock</c> and renamed over the old.</summary>
internal static class KeywordFile
{
    public static ReadOnlySpan<byte> Name => "dovecot-keywords"u8;

    public static KeywordTable Read(DirectoryHandle folder) =>
        SmallFile.Read(folder, Name) is { } bytes ? KeywordTable.Parse(Encoding.UTF8.GetString(bytes)) : KeywordTable.Empty;

    /// <summary>Gives letters to these keywords, as far as there are letters left, and answers the table as it is now.</summary>
    public static KeywordTable Extend(DirectoryHandle folder, KeywordSet keywords, LockedReplacement replacement, CancellationToken cancellation)
    {
        var table = Read(folder);
        if (table.Knows(keywords) || !table.HasRoom) return table;
        replacement.Replace(folder, Name.ToArray(), () => Encoding.UTF8.GetBytes((table = Read(folder).With(keywords)).ToFileText()), cancellation);
        return table;
    }
}

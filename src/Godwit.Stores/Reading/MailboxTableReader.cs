using System.Buffers;

namespace Godwit.Stores;

/// <summary>Reads which addresses a store holds: <c>*@domain</c> patterns, single addresses, or a section of address to name.</summary>
public static class MailboxTableReader
{
    private static readonly SearchValues<char> Unsafe = SearchValues.Create("/\\*%{}\0\r\n");

    /// <summary>Reads the table of a store; what is wrong is a problem of its section.</summary>
    public static MailboxTable Read(ConfigurationSection store)
    {
        var listed = new Dictionary<string, string>(StringComparer.Ordinal);
        var domains = new List<string>();
        if (store.IsSection("mailboxes")) ReadNames(store.Section("mailboxes"), listed, domains);
        else foreach (var text in store.List("mailboxes")) Add(store, text, null, listed, domains);
        if (listed.Count + domains.Count == 0) store.Problem(null, "'mailboxes' is missing: addresses, or '*@domain' for all of a domain.");
        return new MailboxTable(listed, domains);
    }

    private static void ReadNames(ConfigurationSection names, Dictionary<string, string> listed, List<string> domains)
    {
        foreach (var address in names.Keys.ToList()) Add(names, address, names.Text(address), listed, domains);
    }

    private static void Add(ConfigurationSection section, string text, string? name, Dictionary<string, string> listed, List<string> domains)
    {
        if (text.StartsWith("*@", StringComparison.Ordinal) && name is null && MailAddress.Read("x" + text[1..]) is { } any) domains.Add(any.Domain);
        else if (MailAddress.Read(text) is { } address && IsSafe(name)) listed[address.Text] = name ?? address.Text;
        else section.Problem(null, $"'{OtherSideText.Show(text)}' in 'mailboxes' is neither an address nor '*@domain', or its name in the store cannot be used.");
    }

    /// <summary>A name is put into a path or a login.</summary>
    private static bool IsSafe(string? name) =>
        name is null || (name.Length <= MailAddress.MaxLength && name[0] != '.' && !name.Contains("..", StringComparison.Ordinal) && !name.AsSpan().ContainsAny(Unsafe));
}

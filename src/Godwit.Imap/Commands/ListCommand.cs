using System.Text;

namespace Godwit.Imap;

/// <summary>What LIST shall tell besides names (RFC 5258); only where the server has LIST-EXTENDED.</summary>
public sealed record ListReturn
{
    /// <summary>\Subscribed.</summary>
    public bool Subscribed { get; init; }

    /// <summary>\HasChildren, \HasNoChildren.</summary>
    public bool Children { get; init; }

    /// <summary>Roles (RFC 6154).</summary>
    public bool SpecialUse { get; init; }

    /// <summary>Counters of every folder in the same breath (LIST-STATUS, RFC 5819).</summary>
    public StatusItems Status { get; init; }
}

/// <summary>LIST (RFC 9051 section 6.3.9), or LSUB (RFC 3501) where <see cref="SubscribedOnly"/>.</summary>
public sealed class ListCommand : ImapCommand<IReadOnlyList<ListedMailbox>>
{
    private readonly string _reference;
    private readonly string _pattern;
    private readonly List<ListedMailbox> _folders = [];
    private readonly ListBound _bound = new();
    private readonly Dictionary<string, ListedMailbox> _byName = [];

    /// <summary>Lists folders that match; both are wire names, with <c>*</c> and <c>%</c> in the pattern.</summary>
    public ListCommand(string reference, string pattern)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(pattern);
        (_reference, _pattern) = (reference, pattern);
    }

    /// <summary>True for LSUB: only what the user subscribed to.</summary>
    public bool SubscribedOnly { get; init; }

    /// <summary>What else to tell; null for the plain LIST that every server has.</summary>
    public ListReturn? Return { get; init; }

    /// <inheritdoc/>
    public override string Name => SubscribedOnly ? "LSUB" : "LIST";

    internal override void Write(CommandWriter writer)
    {
        writer.Raw(SubscribedOnly ? "LSUB "u8 : "LIST "u8).Name(_reference).Raw(" "u8).Name(_pattern);
        if (Return is not { } tell) return;
        writer.Raw(" RETURN ("u8);
        var first = true;
        Option(writer, tell.Subscribed, "SUBSCRIBED"u8, ref first);
        Option(writer, tell.Children, "CHILDREN"u8, ref first);
        Option(writer, tell.SpecialUse, "SPECIAL-USE"u8, ref first);
        Option(writer, tell.Status != StatusItems.None, "STATUS "u8, ref first);
        if (tell.Status != StatusItems.None) StatusCommand.WriteItems(writer, tell.Status);
        writer.Raw(")"u8);
    }

    private static void Option(CommandWriter writer, bool wanted, ReadOnlySpan<byte> name, ref bool first)
    {
        if (!wanted) return;
        if (!first) writer.Raw(" "u8);
        writer.Raw(name);
        first = false;
    }

    internal override bool Wants(UntaggedKind kind) =>
        kind == (SubscribedOnly ? UntaggedKind.Lsub : UntaggedKind.List) || (kind == UntaggedKind.Status && Return is { Status: not StatusItems.None });

    internal override void Read(UntaggedKind kind, uint number, ImapReader reader)
    {
        if (kind == UntaggedKind.Status)
        {
            var status = StatusCommand.ReadStatus(reader);
            if (_byName.TryGetValue(status.Name, out var listed)) listed.Status = status;
            return;
        }
        var folder = ReadFolder(reader);
        _bound.Take(folder.Name.Length + folder.Attributes.Sum(static a => (long)a.Length), "folders");
        _folders.Add(folder);
        _byName.TryAdd(folder.Name, folder);
    }

    // mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox [SP mbox-list-extended]
    private static ListedMailbox ReadFolder(ImapReader reader)
    {
        var attributes = Encoding.Latin1.GetString(reader.ExpectFlagList()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        reader.SkipSpaces();
        // NIL (and from some servers an empty string) stands for a flat name; Mailutils says it of INBOX alone.
        var separator = reader.NString();
        reader.ExpectSpace();
        return new ListedMailbox(reader.ExpectName(), string.IsNullOrEmpty(separator) ? null : separator[0], attributes);
    }

    internal override IReadOnlyList<ListedMailbox> Result(ImapStatus ok) => _folders;
}

namespace Godwit.Imap;

/// <summary>A part of the folder tree.</summary>
/// <param name="Prefix">What its folders' wire names begin with; often empty.</param>
/// <param name="Separator">What stands between the levels; null for none.</param>
public sealed record MailboxNamespace(string Prefix, char? Separator);

/// <summary>The parts of the folder tree, by owner.</summary>
/// <param name="Personal">The user's own.</param>
/// <param name="OtherUsers">Other people's.</param>
/// <param name="Shared">Nobody's.</param>
public sealed record MailboxNamespaces(IReadOnlyList<MailboxNamespace> Personal, IReadOnlyList<MailboxNamespace> OtherUsers, IReadOnlyList<MailboxNamespace> Shared);

/// <summary>NAMESPACE (RFC 2342, RFC 9051 section 6.3.10).</summary>
public sealed class NamespaceCommand : ImapCommand<MailboxNamespaces>
{
    private readonly List<MailboxNamespace>[] _parts = [[], [], []];
    private readonly ListBound _bound = new();

    /// <inheritdoc/>
    public override string Name => "NAMESPACE";

    internal override void Write(CommandWriter writer) => writer.Raw("NAMESPACE"u8);

    internal override bool Wants(UntaggedKind kind) => kind == UntaggedKind.Namespace;

    // namespace-response = "NAMESPACE" SP namespace SP namespace SP namespace ; namespace = nil / "(" 1*namespace-descr ")"
    internal override void Read(UntaggedKind kind, uint number, ImapReader reader)
    {
        foreach (var part in _parts)
        {
            reader.SkipSpaces();
            if (reader.Take((byte)'(')) ReadPart(part, reader);
            else reader.SkipValue();
        }
    }

    private void ReadPart(List<MailboxNamespace> part, ImapReader reader)
    {
        reader.SkipSpaces();
        while (!reader.Take((byte)')'))
        {
            var one = ReadOne(reader);
            _bound.Take(one.Prefix.Length, "namespaces");
            part.Add(one);
            reader.SkipSpaces();
        }
    }

    // namespace-descr = "(" string SP (DQUOTE QUOTED-CHAR DQUOTE / nil) [namespace-response-extensions] ")"
    private static MailboxNamespace ReadOne(ImapReader reader)
    {
        reader.Expect((byte)'(');
        var prefix = reader.NString() ?? "";
        reader.ExpectSpace();
        var separator = reader.NString();
        reader.SkipSpaces();
        while (!reader.Take((byte)')'))
        {
            reader.SkipValue();
            reader.SkipSpaces();
        }
        return new MailboxNamespace(prefix, string.IsNullOrEmpty(separator) ? null : separator[0]);
    }

    internal override MailboxNamespaces Result(ImapStatus ok) => new(_parts[0], _parts[1], _parts[2]);
}

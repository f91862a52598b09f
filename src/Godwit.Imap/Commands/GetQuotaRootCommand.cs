namespace Godwit.Imap;

/// <summary>One limit of a quota root.</summary>
/// <param name="Root">The root's name; may be empty.</param>
/// <param name="Resource">STORAGE (in units of 1024 bytes), MESSAGE, MAILBOX and others.</param>
/// <param name="Usage">What is used.</param>
/// <param name="Limit">What is allowed.</param>
public sealed record QuotaLimit(string Root, string Resource, long Usage, long Limit);

/// <summary>GETQUOTAROOT (RFC 9208 section 4.1.2): the limits that a folder's messages count against.</summary>
public sealed class GetQuotaRootCommand : ImapCommand<IReadOnlyList<QuotaLimit>>
{
    private readonly string _folder;
    private readonly List<QuotaLimit> _limits = [];
    private readonly ListBound _bound = new();

    /// <summary>Asks about the folder of this wire name.</summary>
    public GetQuotaRootCommand(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <inheritdoc/>
    public override string Name => "GETQUOTAROOT";

    internal override void Write(CommandWriter writer) => writer.Raw("GETQUOTAROOT "u8).Name(_folder);

    internal override bool Wants(UntaggedKind kind) => kind is UntaggedKind.Quota or UntaggedKind.QuotaRoot;

    // quota-response = "QUOTA" SP quota-root-name SP "(" [quota-resource *(SP quota-resource)] ")" ; quota-resource = name SP usage SP limit
    internal override void Read(UntaggedKind kind, uint number, ImapReader reader)
    {
        if (kind == UntaggedKind.QuotaRoot) return;
        var root = reader.ExpectName();
        reader.SkipSpaces();
        reader.Expect((byte)'(');
        reader.SkipSpaces();
        while (!reader.Take((byte)')'))
        {
            var resource = reader.ExpectName();
            _bound.Take(root.Length + resource.Length, "quotas");
            reader.ExpectSpace();
            var usage = reader.ExpectNumber();
            reader.ExpectSpace();
            _limits.Add(new QuotaLimit(root, resource.ToUpperInvariant(), usage, reader.ExpectNumber()));
            reader.SkipSpaces();
        }
    }

    internal override IReadOnlyList<QuotaLimit> Result(ImapStatus ok) => _limits;
}

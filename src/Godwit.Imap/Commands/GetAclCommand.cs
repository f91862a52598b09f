namespace Godwit.Imap;

/// <summary>Who may do what with a folder.</summary>
/// <param name="Identifier">A user, a group, or <c>anyone</c>; with "-" in front what is denied.</param>
/// <param name="Rights">Letters of RFC 4314.</param>
public sealed record AccessRight(string Identifier, string Rights);

/// <summary>GETACL (RFC 4314 section 3.3).</summary>
public sealed class GetAclCommand : ImapCommand<IReadOnlyList<AccessRight>>
{
    private readonly string _folder;
    private readonly List<AccessRight> _rights = [];
    private readonly ListBound _bound = new();

    /// <summary>Reads the access list of the folder of this wire name.</summary>
    public GetAclCommand(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <inheritdoc/>
    public override string Name => "GETACL";

    internal override void Write(CommandWriter writer) => writer.Raw("GETACL "u8).Name(_folder);

    internal override bool Wants(UntaggedKind kind) => kind == UntaggedKind.Acl;

    // acl-data = "ACL" SP mailbox *(SP identifier SP rights)
    internal override void Read(UntaggedKind kind, uint number, ImapReader reader)
    {
        reader.ExpectName();
        reader.SkipSpaces();
        while (!reader.AtLineEnd())
        {
            var identifier = reader.ExpectName();
            reader.SkipSpaces();
            var right = new AccessRight(identifier, reader.AtLineEnd() ? "" : reader.ExpectName());
            _bound.Take(right.Identifier.Length + right.Rights.Length, "access rights");
            _rights.Add(right);
            reader.SkipSpaces();
        }
    }

    internal override IReadOnlyList<AccessRight> Result(ImapStatus ok) => _rights;
}

namespace Godwit.Imap;

/// <summary>MYRIGHTS (RFC 4314 section 3.5): the letters of what the user may do; null when the server said OK and nothing else.</summary>
public sealed class MyRightsCommand : ImapCommand<string?>
{
    private readonly string _folder;
    private string? _rights;

    /// <summary>Asks about the folder of this wire name.</summary>
    public MyRightsCommand(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <inheritdoc/>
    public override string Name => "MYRIGHTS";

    internal override void Write(CommandWriter writer) => writer.Raw("MYRIGHTS "u8).Name(_folder);

    internal override bool Wants(UntaggedKind kind) => kind == UntaggedKind.MyRights && _rights is null;

    // myrights-data = "MYRIGHTS" SP mailbox SP rights
    internal override void Read(UntaggedKind kind, uint number, ImapReader reader)
    {
        reader.ExpectName();
        reader.SkipSpaces();
        _rights = reader.AtLineEnd() ? "" : reader.ExpectName();
    }

    internal override string? Result(ImapStatus ok) => _rights;
}

namespace Godwit.Imap;

/// <summary>CREATE (RFC 9051 section 6.3.4), with a role where the server has CREATE-SPECIAL-USE (RFC 6154).</summary>
public sealed class CreateCommand : SimpleCommand
{
    private readonly string _folder;
    private readonly string? _use;

    /// <summary>Makes the folder of this wire name; <paramref name="use"/> is an attribute such as <c>\Sent</c>, or null.</summary>
    public CreateCommand(string folder, string? use = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_folder, _use) = (folder, use);
    }

    /// <inheritdoc/>
    public override string Name => "CREATE";

    // RFC 6154: create-param =/ "USE" SP "(" [use-attr *(SP use-attr)] ")"
    internal override void Write(CommandWriter writer)
    {
        writer.Raw("CREATE "u8).Name(_folder);
        if (_use is not null) writer.Raw(" (USE ("u8).Raw(_use).Raw("))"u8);
    }
}

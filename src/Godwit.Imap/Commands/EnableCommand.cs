using System.Text;

namespace Godwit.Imap;

/// <summary>ENABLE (RFC 5161): enable = "ENABLE" 1*(SP capability). Its value is what is now on.</summary>
public sealed class EnableCommand : ImapCommand<IReadOnlyCollection<string>>
{
    private readonly string[] _capabilities;
    private readonly ListBound _bound = new();
    private readonly HashSet<string> _enabled = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks for these extensions, such as QRESYNC.</summary>
    public EnableCommand(params string[] capabilities) => _capabilities = capabilities;

    /// <inheritdoc/>
    public override string Name => "ENABLE";

    internal override void Write(CommandWriter writer)
    {
        writer.Raw("ENABLE"u8);
        foreach (var capability in _capabilities) writer.Raw(" "u8).Raw(capability);
    }

    internal override bool Wants(UntaggedKind kind) => kind == UntaggedKind.Enabled;

    internal override void Read(UntaggedKind kind, uint number, ImapReader reader)
    {
        while (!reader.AtLineEnd())
        {
            var name = Encoding.Latin1.GetString(reader.ExpectAtom());
            _bound.Take(name.Length, "capabilities");
            _enabled.Add(name);
            reader.SkipSpaces();
        }
    }

    internal override void Answered(ImapStatus status)
    {
        if (_enabled.Contains("UTF8=ACCEPT") || _enabled.Contains("IMAP4rev2")) Connection!.Utf8Accepted = true;
    }

    internal override IReadOnlyCollection<string> Result(ImapStatus ok) => _enabled;
}

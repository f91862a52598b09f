using System.Text;

namespace Godwit.Imap;

/// <summary>ID (RFC 2971): who we are and who the server is. Its value holds the server's fields, names in lower case; empty when it tells nothing.</summary>
public sealed class IdCommand : ImapCommand<IReadOnlyDictionary<string, string>>
{
    private const int MostFields = 30;   // RFC 2971 section 3.3
    private readonly (string Field, string Value)[] _fields;
    private readonly Dictionary<string, string> _server = [];

    /// <summary>Tells these fields (<c>name</c>, <c>version</c>); none says NIL.</summary>
    public IdCommand(params (string Field, string Value)[] fields) => _fields = fields;

    /// <inheritdoc/>
    public override string Name => "ID";

    // id = "ID" SP id_params_list ; id_params_list = "(" *(string SP nstring) ")" / nil
    internal override void Write(CommandWriter writer)
    {
        writer.Raw("ID "u8);
        if (_fields.Length == 0)
        {
            writer.Raw("NIL"u8);
            return;
        }
        writer.Raw("("u8);
        for (var i = 0; i < _fields.Length; i++)
        {
            if (i > 0) writer.Raw(" "u8);
            writer.Text(_fields[i].Field).Raw(" "u8).Text(_fields[i].Value);
        }
        writer.Raw(")"u8);
    }

    internal override bool Wants(UntaggedKind kind) => kind == UntaggedKind.Id;

    internal override void Read(UntaggedKind kind, uint number, ImapReader reader)
    {
        if (!reader.Take((byte)'(')) return;
        reader.SkipSpaces();
        while (!reader.Take((byte)')'))
        {
            var field = reader.NString();
            reader.SkipSpaces();
            var value = reader.NString();
            reader.SkipSpaces();
            if (field is not null && value is not null && _server.Count < MostFields) _server[field.ToLowerInvariant()] = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value));
        }
    }

    internal override IReadOnlyDictionary<string, string> Result(ImapStatus ok) => _server;
}

namespace Godwit.Diagnostics.Bundles;

/// <summary>The columns of a W3C log that hold names and cookies whatever they look like: told by the file's own <c>#Fields</c>.</summary>
internal sealed class W3cColumnsToHide(Redactor redactor)
{
    private const string Directive = "#Fields:";
    private const string ServiceApi = "/api/";
    private string[] _names = [];

    /// <summary>Notes a directive; from here on the columns are those that it names.</summary>
    public void Note(string directive)
    {
        if (directive.StartsWith(Directive, StringComparison.Ordinal) && !directive.Contains(',', StringComparison.Ordinal)) _names = directive[Directive.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The line with stand-ins in those columns; a line that does not fit the directive stays as it is.</summary>
    public string Hide(string line)
    {
        if (_names.Length == 0) return line;
        var fields = line.Split(' ');
        if (fields.Length != _names.Length) return line;
        for (var i = 0; i < fields.Length; i++)
            if (fields[i] is not "-") fields[i] = Hide(_names[i], fields[i]);
        return string.Join(' ', fields);
    }

    // /api/v1/batches/NAME/start: what stands behind the kind of a thing is what people call it.
    private string OfServicePath(string path)
    {
        const int identity = 4;
        var parts = path.Split('/');
        if (parts.Length > identity) parts[identity] = redactor.OfIdentity(parts[identity]);
        return string.Join('/', parts);
    }

    private string Hide(string column, string value) => column switch
    {
        "cs-username" => redactor.OfUser(value),
        "cs(Cookie)" => "[secret]",
        "cs(client-request-id)" => Guid.TryParse(value, out _) ? value : "[id]",
        "cs-uri-stem" when value.StartsWith(ServiceApi, StringComparison.Ordinal) => OfServicePath(value),
        _ => value,
    };
}

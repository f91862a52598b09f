using System.Text;

namespace Godwit.Laboratory;

/// <summary>A request as a host sees it.</summary>
internal sealed record LabRequest(string Method, string Path, IReadOnlyDictionary<string, string> Fields, string Body)
{
    public string? Authorization => Fields.GetValueOrDefault("authorization");

    public bool IsPath(string path) => Path.Split('?')[0].Equals(path, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How a host ends a connection in place of an answer.</summary>
internal enum LabEnd
{
    None,
    Close,
    Reset,
    Silence,
}

/// <summary>An answer, or an end.</summary>
internal sealed record LabAnswer(int Status, string Reason)
{
    public LabEnd End { get; init; }

    public List<(string Name, string Value)> Fields { get; init; } = [];

    public string Body { get; init; } = "";

    /// <summary>Bytes to send in place of an answer.</summary>
    public byte[]? Raw { get; init; }

    public LabAnswer With(string name, string value)
    {
        Fields.Add((name, value));
        return this;
    }

    public LabAnswer Html(string body) => (this with { Body = body }).With("Content-Type", "text/html");

    public static LabAnswer Ending(LabEnd end) => new(0, "") { End = end };

    /// <summary>The bytes, the fields in random order and sometimes in lower case: neither means anything.</summary>
    public byte[] Bytes(Random random, bool lowerCase, bool chunked)
    {
        if (Raw is not null) return Raw;
        var text = new StringBuilder($"HTTP/1.1 {Status} {Reason}\r\n");
        var fields = Fields.ToArray();
        // The order of challenges means something; that of all others does not.
        var free = Enumerable.Range(0, fields.Length).Where(i => fields[i].Name != "WWW-Authenticate").ToArray();
        var shuffled = free.ToArray();
        random.Shuffle(shuffled);
        var ordered = fields.ToArray();
        for (var i = 0; i < free.Length; i++) ordered[free[i]] = fields[shuffled[i]];
        foreach (var (name, value) in ordered) text.Append(lowerCase ? name.ToLowerInvariant() : name).Append(": ").Append(value).Append("\r\n");
        var body = Encoding.UTF8.GetBytes(Body);
        if (!chunked || body.Length == 0) return [.. Encoding.Latin1.GetBytes(text.Append($"Content-Length: {body.Length}\r\n\r\n").ToString()), .. body];
        return [.. Encoding.Latin1.GetBytes(text.Append($"Transfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n").ToString()), .. body, .. "\r\n0\r\n\r\n"u8];
    }
}

using System.Text;

namespace Godwit.Network.Http;

/// <summary>A header field, as it stands on the wire.</summary>
/// <param name="Name">Its name in the sender's case.</param>
/// <param name="Value">Its value without surrounding blanks; bytes beyond ASCII as Latin-1.</param>
public readonly record struct HttpField(string Name, string Value);

/// <summary>A request of HTTP/1.1. Nothing is added to it, so that what was asked is known to the letter.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Fields">The header fields in their order; <c>Host</c> among them, <c>Content-Length</c> not.</param>
public sealed record HttpAsk(string Method, string Target, IReadOnlyList<HttpField> Fields)
{
    /// <summary>The body; empty for none. A method that usually has one is sent with its length even when it is empty.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True: of a long body nothing is kept beyond <see cref="HttpConnection.MaxBodyBytes"/>, but it is read and counted, at most <see cref="HttpConnection.MaxCountedBytes"/> of it.</summary>
    public bool CountsBody { get; init; }

    /// <summary>The same request with one field more.</summary>
    public HttpAsk With(string name, string value) => this with { Fields = [.. Fields, new HttpField(name, value)] };

    /// <summary>Method and target. Header fields are left out: one of them may be a credential.</summary>
    public override string ToString() => $"{Method} {Target}";

    internal byte[] Head()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        foreach (var field in Fields) head.Append(field.Name).Append(": ").Append(field.Value).Append("\r\n");
        if (Body.Length > 0 || Method is "POST" or "PUT") head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        if (head.ToString().AsSpan().Count('\n') != Fields.Count + (Body.Length > 0 || Method is "POST" or "PUT" ? 2 : 1)) throw new ArgumentException("A line end inside a request line or header field.");
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }
}

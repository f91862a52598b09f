using System.Text;

namespace Godwit.Network.Http;

/// <summary>An answer of HTTP, to the letter. All of it is the other side's text: escape it before it is shown.</summary>
/// <param name="Status">The status, 100 to 999.</param>
/// <param name="Reason">The words behind it.</param>
/// <param name="Fields">The header fields in their order, repeated ones kept; bounded by <see cref="HttpConnection.MaxHeadBytes"/>.</param>
public sealed record HttpAnswer(int Status, string Reason, IReadOnlyList<HttpField> Fields)
{
    /// <summary>The beginning of the body, at most <see cref="HttpConnection.MaxBodyBytes"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True when the body was longer than what was kept.</summary>
    public bool IsCut { get; init; }

    /// <summary>From the last byte of the request to the first of the answer.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>How many bytes of the body were read.</summary>
    public long BodyBytes { get; init; }

    /// <summary>From the first byte of the answer to the last one that was read.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>True when <c>100 Continue</c> came first.</summary>
    public bool WasContinued { get; init; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The first value of a field, or null.</summary>
    public string? First(string name)
    {
        foreach (var field in Fields)
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return field.Value;
        return null;
    }

    /// <summary>All values of a field.</summary>
    public IEnumerable<string> All(string name) => Fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    /// <summary>True when the field is there.</summary>
    public bool Has(string name) => First(name) is not null;

    /// <summary>The authentication schemes that are offered (RFC 9110 section 11.6.1), in their order, without their parameters.</summary>
    public IReadOnlyList<string> Schemes => [.. All("WWW-Authenticate").SelectMany(Challenges).Select(challenge => challenge.Split(' ')[0]).Where(scheme => scheme.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    // One field may hold several challenges: "Negotiate, NTLM, Basic realm=\"a, b\"". A comma begins a new one when a scheme follows it, that is a word that no "=" follows.
    private static IEnumerable<string> Challenges(string value)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && value[i] == '"') quoted = !quoted;
            if (i < value.Length && (quoted || value[i] != ',')) continue;
            var part = value[start..i].Trim();
            start = i + 1;
            var word = part.Split(' ')[0];
            if (word.Length > 0 && !word.Contains('=', StringComparison.Ordinal)) yield return part;
        }
    }
}

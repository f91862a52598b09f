namespace Godwit.Diagnostics.Cmdlets;

/// <summary>One object that a cmdlet printed: names and values as text, in order. Names compare without case, as in PowerShell.</summary>
/// <param name="source">Where it was read.</param>
internal sealed class CmdletObject(string source)
{
    /// <summary>The most properties of one object; more are left out.</summary>
    public const int MaxProperties = 2000;

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where it was read: a file and a number.</summary>
    public string Source { get; } = source;

    /// <summary>How many properties it has.</summary>
    public int Count => _values.Count;

    /// <summary>Its properties.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The value of a property; null when there is none. An empty value is empty, not null.</summary>
    public string? Of(string name) => _values.GetValueOrDefault(name);

    /// <summary>True when there is such a property.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The first of these properties that has a value.</summary>
    public string? FirstOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Of(name) is { Length: > 0 } value) return value;
        return null;
    }

    /// <summary>A property that is True or False; null: neither, or not there.</summary>
    public bool? Flag(string name) => bool.TryParse(Of(name)?.TrimStart('$'), out var value) ? value : null;

    /// <summary>Sets a property; the first of a name stays.</summary>
    public void Set(string name, string value)
    {
        if (_values.Count < MaxProperties) _values.TryAdd(name, value);
    }
}

namespace Godwit.Configuration;

/// <summary>A setting as it is in force, and who set it.</summary>
/// <param name="Path">The key with its sections: <c>limits.request-seconds</c>.</param>
/// <param name="Value">The value as text; empty when there is none. Never a secret, only the name of the file that holds it.</param>
/// <param name="Origin"><c>default</c>, <c>flag</c>, <c>environment GODWIT_PROXY_...</c>, or file and line.</param>
public sealed record EffectiveValue(string Path, string Value, string Origin);

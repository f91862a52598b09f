namespace Godwit.Serving;

/// <summary>The name that a client gives its request (<c>client-request-id</c>): given back and logged, so it is short and without anything that could shift a log's columns.</summary>
public static class ClientRequestId
{
    /// <summary>The most characters of one that counts.</summary>
    public const int MaxLength = 128;

    /// <summary>The name, or null where none was given that counts: 1 to 128 printable ASCII characters without blanks.</summary>
    public static string? Known(string? given) => given is { Length: > 0 and <= MaxLength } && given.All(static c => c is > ' ' and < '\x7f') ? given : null;
}

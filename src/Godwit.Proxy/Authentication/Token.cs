namespace Godwit.Proxy.Authentication;

/// <summary>Tokens in base64 in <c>Authorization</c> headers.</summary>
internal static class Token
{
    private const int MaxCharacters = 96 * 1024;

    /// <summary>The token's bytes; null when it is none or too long.</summary>
    public static byte[]? Read(string credentials)
    {
        if (credentials.Length is 0 or > MaxCharacters) return null;
        var bytes = new byte[credentials.Length];
        return Convert.TryFromBase64String(credentials, bytes, out var length) ? bytes[..length] : null;
    }
}

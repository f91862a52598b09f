namespace Godwit.Diagnostics.Logs;

/// <summary>The methods that are asked for in practice; a method is what tells an IIS line whose fields were lost.</summary>
internal static class HttpMethods
{
    /// <summary>True for a method, in upper case.</summary>
    public static bool Contains(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("POST"u8) || word.SequenceEqual("GET"u8) || word.SequenceEqual("HEAD"u8) || word.SequenceEqual("OPTIONS"u8) || word.SequenceEqual("PUT"u8)
        || word.SequenceEqual("DELETE"u8) || word.SequenceEqual("PROPFIND"u8) || word.SequenceEqual("RPC_IN_DATA"u8) || word.SequenceEqual("RPC_OUT_DATA"u8) || word.SequenceEqual("PATCH"u8);
}

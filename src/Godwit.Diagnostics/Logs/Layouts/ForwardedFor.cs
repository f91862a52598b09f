namespace Godwit.Diagnostics.Logs;

/// <summary>A custom field with the client's address as a balancer tells it: one, or several between commas, blanks (written as plus) or both; the first is the client.</summary>
internal static class ForwardedFor
{
    /// <summary>The client; unknown when the field is empty or holds something else.</summary>
    public static CallerAddress Read(ReadOnlySpan<byte> field)
    {
        if (field.IndexOfAny((byte)',', (byte)'+') is >= 0 and var end) field = field[..end];
        return CallerAddress.TryRead(field.Trim((byte)'"'), out var address) ? address : default;
    }
}

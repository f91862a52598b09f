namespace Godwit.Testing.Imap;

/// <summary>Habits that show in what is stored, and what is refused.</summary>
public sealed partial class Misbehaviour
{
    /// <summary>What is stored in place of an appended message: see <see cref="Rewriting"/> for common ones. Null stores what came.</summary>
    public Func<byte[], byte[]>? RewritesOnAppend { get; set; }

    /// <summary>Refuses appended messages: an answer such as <c>NO invalid header</c> or <c>BAD Command Argument Error. 11</c>, null to take it. One refused message refuses its whole group.</summary>
    public Func<ReadOnlyMemory<byte>, string?>? RefusesMessage { get; set; }

    /// <summary>MULTIAPPEND of more messages is refused as a whole; null for no limit.</summary>
    public int? MaxGroupMessages { get; set; }

    /// <summary>Refuses names of flags and keywords in APPEND and STORE: an answer, or null to take the flag.</summary>
    public Func<string, string?>? RefusesFlag { get; set; }

    /// <summary>Names that begin with a backslash and are no system flag are BAD (as RFC 9051 has it) unless this is true; then they are dropped without a word.</summary>
    public bool DropsUnknownSystemFlags { get; set; }

    /// <summary>Refuses wire names of folders in CREATE and RENAME: an answer, or null to take the name.</summary>
    public Func<string, string?>? RefusesName { get; set; }

    /// <summary>An internal date in the future becomes now.</summary>
    public bool ClampsFutureDates { get; set; }

    /// <summary>The date of an APPEND is not kept: it becomes now.</summary>
    public bool ForgetsDates { get; set; }

    /// <summary>A message of no bytes is refused, as Dovecot does.</summary>
    public bool RefusesEmptyMessages { get; set; }

    /// <summary>A header byte over 127 is refused, as Cyrus does.</summary>
    public bool RefusesEightBitHeaders { get; set; }

    /// <summary>A NUL anywhere is refused, as Cyrus does.</summary>
    public bool RefusesNul { get; set; }

    internal string? RefusalOf(byte[] message)
    {
        if (RefusesEmptyMessages && message.Length == 0) return "NO Can't save a zero byte message";
        if (RefusesNul && message.AsSpan().Contains((byte)0)) return "NO Message contains NUL characters";
        if (RefusesEightBitHeaders && Header(message).IndexOfAnyInRange((byte)128, (byte)255) >= 0) return "NO Message contains non-ASCII characters in headers";
        return RefusesMessage?.Invoke(message);
    }

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n\r\n"u8);
        return end < 0 ? message : message[..end];
    }
}

namespace Godwit.Imap;

/// <summary>
/// Sees what is said on a connection, without messages (literals are left out) and without secrets (what belongs to a sign-in is <c>***</c>). A line may come in
/// several parts. Received and sent parts may come from two threads at once.
/// </summary>
public interface IWireLog
{
    /// <summary>The server said this.</summary>
    void Received(ReadOnlySpan<byte> part);

    /// <summary>We said this.</summary>
    void Sent(ReadOnlySpan<byte> part);
}

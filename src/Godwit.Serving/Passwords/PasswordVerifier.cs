namespace Godwit.Serving;

/// <summary>
/// Checks passwords against slow hashes, only so many at once: whoever guesses from many connections takes no more processors than that. The others wait for their turn without holding a thread. Safe for several
/// threads.
/// </summary>
/// <param name="atOnce">How many at once, 1 or more.</param>
public sealed class PasswordVerifier(int atOnce) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(atOnce);

    /// <summary>See <see cref="PasswordHash.Verify"/>.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    public async Task<bool> VerifyAsync(string password, string hash, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => PasswordHash.Verify(password, hash), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}

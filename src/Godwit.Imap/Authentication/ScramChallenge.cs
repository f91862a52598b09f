using System.Globalization;
using System.Text;

namespace Godwit.Imap;

/// <summary>The server's first message of a SCRAM exchange, within bounds: an absurd iteration count would be a way to keep us busy for hours, a tiny one to learn a weakly protected password.</summary>
internal sealed record ScramChallenge(string Text, string Nonce, byte[] Salt, int Iterations)
{
    public const int MaxBytes = 4_096;
    private const int MinIterations = 4_096;   // RFC 7677 section 4
    private const int MaxIterations = 1_000_000;

    // RFC 5802 section 7: server-first-message = [reserved-mext ","] nonce "," salt "," iteration-count ["," extensions]
    public static ScramChallenge Read(ReadOnlySpan<byte> challenge, string clientNonce)
    {
        if (challenge.Length > MaxBytes) throw Bad("is too long");
        var text = Encoding.UTF8.GetString(challenge);
        if (text.Split(',') is not [['r', '=', .. var nonce], ['s', '=', .. var salt], ['i', '=', .. var count], ..]) throw Bad("does not follow RFC 5802");
        if (!nonce.StartsWith(clientNonce, StringComparison.Ordinal) || nonce.Length == clientNonce.Length)
            throw new SaslException(SaslFailure.ServerNotProven, "The server's nonce does not continue ours: the challenge belongs to another exchange.");
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < MinIterations or > MaxIterations) throw Bad("asks for an iteration count out of bounds");
        var bytes = new byte[salt.Length];
        if (!Convert.TryFromBase64String(salt, bytes, out var length) || length == 0) throw Bad("has no valid salt");
        return new ScramChallenge(text, nonce, bytes[..length], iterations);
    }

    private static SaslException Bad(string what) => new(SaslFailure.BadChallenge, $"The server's SCRAM challenge {what}.");
}

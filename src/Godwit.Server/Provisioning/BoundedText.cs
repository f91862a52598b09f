using System.Text;

namespace Godwit.Server.Provisioning;

/// <summary>The beginning of what somebody says; the rest is read and let go, so that nobody is held up by a full pipe.</summary>
/// <param name="most">So many characters are kept.</param>
internal sealed class BoundedText(int most)
{
    private readonly StringBuilder _kept = new();

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(TextReader from)
    {
        var piece = new char[1024];
        while (await from.ReadAsync(piece).ConfigureAwait(false) is > 0 and var read)
        {
            lock (_kept) _kept.Append(piece, 0, Math.Min(read, most - _kept.Length));
        }
    }

    /// <summary>What was kept so far.</summary>
    public override string ToString()
    {
        lock (_kept) return _kept.ToString();
    }
}

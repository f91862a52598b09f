using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// Makes names that no other delivery on any machine makes: <c>seconds.MmicrosecondsPprocessQcounter.host</c>. The counter is one for the whole process, so that two
/// mailboxes and two clocks that stand still do not meet either.
/// </summary>
internal sealed class UniqueNames(TimeProvider clock)
{
    private static long s_counter;
    private static readonly byte[] s_tail = Tail();

    /// <summary>The longest that <see cref="Write"/> writes.</summary>
    public const int MaxLength = 160;

    /// <summary>Writes the next name; answers its length.</summary>
    public int Write(Span<byte> target)
    {
        var now = clock.GetUtcNow().Ticks - DateTime.UnixEpoch.Ticks;
        var length = Number(now / TimeSpan.TicksPerSecond, target);
        ".M"u8.CopyTo(target[length..]);
        length += 2;
        length += Number(now % TimeSpan.TicksPerSecond / 10, target[length..]);
        target[length++] = (byte)'P';
        length += Number(Environment.ProcessId, target[length..]);
        target[length++] = (byte)'Q';
        length += Number(Interlocked.Increment(ref s_counter), target[length..]);
        s_tail.CopyTo(target[length..]);
        return length + s_tail.Length;
    }

    /// <summary>Writes a decimal number; answers its length.</summary>
    public static int Number(long number, Span<byte> target)
    {
        number.TryFormat(target, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        return length;
    }

    // What stands between fields of a name or directories is written in octal, as the layout's author asks; the comma too, since sizes stand behind it.
    private static byte[] Tail()
    {
        var host = new StringBuilder(".");
        foreach (var c in Environment.MachineName)
        {
            if (host.Length >= 64) break;
            host.Append(c switch { '/' => "\\057", ':' => "\\072", ',' => "\\054", _ when char.IsAscii(c) && !char.IsControl(c) => c.ToString(), _ => "_" });
        }
        return Encoding.ASCII.GetBytes(host.ToString());
    }
}

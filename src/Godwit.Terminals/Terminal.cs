using System.Text;

namespace Godwit.Cli;

/// <summary>Where a command prints: results on one stream, everything else on the other.</summary>
/// <param name="Output">Results: the summary, or the JSON.</param>
/// <param name="Error">Progress, warnings, faults.</param>
/// <param name="IsTerminal">True when a person watches <paramref name="Error"/>, so that a line may be overwritten.</param>
/// <param name="Width">How many columns there are.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool IsTerminal, Func<int> Width)
{
    /// <summary>The process's own streams, in UTF-8.</summary>
    public static Terminal OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(
            new StreamWriter(Console.OpenStandardOutput(), utf8),
            new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true },
            !Console.IsErrorRedirected,
            static () => Console.WindowWidth);
    }
}

using System.Text;

namespace Godwit.Terminals;

/// <summary>Where a command prints: results on one stream, everything else on the other. Printing never fails a command; what could not be printed is told at its end.</summary>
/// <param name="Output">Results: the summary, or the JSON.</param>
/// <param name="Error">Progress, warnings, faults.</param>
/// <param name="IsTerminal">True when a person watches <paramref name="Error"/>, so that a line may be overwritten.</param>
/// <param name="Width">How many columns there are.</param>
/// <param name="Unprinted">Tells why <paramref name="Output"/> could not take everything; null when it could, or when nothing can tell.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error, bool IsTerminal, Func<int> Width, Func<string?>? Unprinted = null)
{
    /// <summary>The process's own streams, in UTF-8. Faults and progress appear at once, results when <see cref="Finish"/> or their own flush says so.</summary>
    public static Terminal OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = new PrintStream(Console.OpenStandardOutput());
        return new Terminal(
            new StreamWriter(output, utf8),
            new StreamWriter(new PrintStream(Console.OpenStandardError()), utf8) { AutoFlush = true },
            !Console.IsErrorRedirected,
            static () => Console.WindowWidth,
            () => output.Failure);
    }

    /// <summary>The command has ended: prints what is still held back.</summary>
    /// <returns>The fault to tell when results were lost on the way to their reader, or null.</returns>
    public Fault? Finish()
    {
        Output.Flush();
        if (Unprinted?.Invoke() is not { } reason) return null;
        return new Fault(TerminalFaults.NotPrinted, Side.Service, $"What this command prints could not be written whole: {reason}. What it did stays done.");
    }
}

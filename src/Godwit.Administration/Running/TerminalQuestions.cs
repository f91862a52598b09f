namespace Godwit.Administration.Running;

/// <summary>Asks the person at the terminal for a yes.</summary>
internal static class TerminalQuestions
{
    /// <summary>The question as a function, or null when nobody sits at a terminal.</summary>
    public static Func<string, bool>? IfTerminal() => Console.IsInputRedirected || Console.IsErrorRedirected ? null : Confirm;

    private static bool Confirm(string question)
    {
        Console.Error.Write(question);
        return Console.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}

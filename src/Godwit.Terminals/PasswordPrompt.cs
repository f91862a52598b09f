using System.Text;

namespace Godwit.Terminals;

/// <summary>Asks for a password on a terminal without showing it.</summary>
public static class PasswordPrompt
{
    /// <summary>The question as a function, or null when nobody sits at a terminal.</summary>
    public static Func<string, string?>? IfTerminal() => Console.IsInputRedirected || Console.IsErrorRedirected ? null : Ask;

    private static string? Ask(string question)
    {
        Console.Error.Write(question);
        var typed = Read(() => Console.ReadKey(intercept: true));
        Console.Error.WriteLine();
        return typed;
    }

    /// <summary>Reads keys until Enter; Backspace takes one back, Escape all of them.</summary>
    public static string Read(Func<ConsoleKeyInfo> nextKey)
    {
        var typed = new StringBuilder();
        while (true)
        {
            var key = nextKey();
            if (key.Key == ConsoleKey.Enter) return typed.ToString();
            if (key.Key == ConsoleKey.Escape) typed.Clear();
            else if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }
    }
}

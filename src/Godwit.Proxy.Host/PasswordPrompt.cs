using System.Text;

namespace Godwit.Proxy.Host;

/// <summary>Asks for a password on a terminal without showing it.</summary>
internal static class PasswordPrompt
{
    /// <summary>Asks; reads keys until Enter, Backspace takes one back.</summary>
    public static string? Ask(string question)
    {
        Console.Error.Write(question);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}

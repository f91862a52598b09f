namespace Godwit.Testing.Imap;

/// <summary>Keeps passwords and tokens out of the command log.</summary>
internal static class Secrets
{
    /// <summary>True for commands whose arguments must not be shown.</summary>
    public static bool AreIn(string command) => command is "LOGIN" or "AUTHENTICATE";

    public static string Mask(string command, string line)
    {
        if (!AreIn(command)) return line;
        var words = line.Split(' ', 3);
        return words.Length < 3 ? line : $"{words[0]} {words[1]} ***";
    }
}

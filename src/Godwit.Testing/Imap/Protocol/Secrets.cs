namespace Godwit.Testing.Imap;

/// <summary>Keeps passwords and tokens out of the command log.</summary>
internal static class Secrets
{
    public static string Mask(string command, string line)
    {
        if (command is not ("LOGIN" or "AUTHENTICATE")) return line;
        var words = line.Split(' ', 3);
        return words.Length < 3 ? line : $"{words[0]} {words[1]} ***";
    }
}

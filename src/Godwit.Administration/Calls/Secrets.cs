namespace Godwit.Administration.Calls;

/// <summary>Where passwords come from: a file, the environment, the terminal; never the command line. What is read is kept by nobody.</summary>
/// <param name="environment">Tells the value of an environment variable, or null.</param>
/// <param name="ask">Asks a person; null when nobody is there.</param>
internal sealed class Secrets(Func<string, string?> environment, Func<string, string?>? ask)
{
    /// <summary>The variable that may hold a password.</summary>
    public const string Variable = "GODWIT_CREDENTIALS_PASSWORD";

    private const int MaxBytes = 16 * 1024;

    /// <summary>The password of an account.</summary>
    /// <exception cref="FaultException">There is none.</exception>
    public string PasswordOf(string user, string? file)
    {
        if (file is not null) return FirstLine(file);
        if (environment(Variable) is { Length: > 0 } given) return given;
        if (ask?.Invoke($"Password of {OtherSideText.Show(user)}: ") is { Length: > 0 } typed) return typed;
        throw CommandFaults.Refuse(CommandFaults.FileUnusable, $"There is no password for {OtherSideText.Show(user)}: name a file with -CredentialFile, set {Variable}, or run in a terminal to be asked.");
    }

    /// <summary>The first line of a file.</summary>
    /// <exception cref="FaultException">The file cannot be read, or the line is empty.</exception>
    public static string FirstLine(string path)
    {
        var text = FileText.Read(path, MaxBytes);
        var line = text.AsSpan()[..(text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)].TrimEnd('\r');
        return line.Length > 0 ? line.ToString() : throw CommandFaults.Refuse(CommandFaults.FileUnusable, $"The first line of '{OtherSideText.Show(path)}' is empty.");
    }
}

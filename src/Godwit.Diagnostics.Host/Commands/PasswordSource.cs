using System.Net;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary>Where the password of a diagnosis comes from: a file, the environment, a prompt; never the command line.</summary>
internal static class PasswordSource
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "GODWIT_PASSWORD";

    /// <summary>The credential of a user, <c>DOMAIN\user</c> or <c>user@domain</c>.</summary>
    /// <exception cref="FaultException">There is no password, or no user.</exception>
    public static NetworkCredential Credential(string user, string? file, DiagnosisSurroundings around)
    {
        if (user.Length == 0 || user.Any(char.IsControl)) throw InputFiles.Refuse("--credentials takes a user name.");
        var password = Password(user, file, around);
        var slash = user.IndexOf('\\', StringComparison.Ordinal);
        return slash < 0 ? new NetworkCredential(user, password) : new NetworkCredential(user[(slash + 1)..], password, user[..slash]);
    }

    private static string Password(string user, string? file, DiagnosisSurroundings around)
    {
        var found = file is not null ? InputFiles.Read(file).TrimEnd('\r', '\n') : around.Environment(Variable) ?? PasswordPrompt.IfTerminal()?.Invoke($"Password of {OtherSideText.Show(user)}: ");
        return string.IsNullOrEmpty(found) ? throw InputFiles.Refuse($"There is no password for {OtherSideText.Show(user)}: name a file with --password-file, set {Variable}, or run in a terminal to be asked.") : found;
    }
}

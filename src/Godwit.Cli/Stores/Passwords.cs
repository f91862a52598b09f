using System.Text;

namespace Godwit.Cli;

/// <summary>
/// Finds the secret of one side: given with the list of mailboxes, by a command for tokens, in a file, in the environment, or by a question on the terminal; never on the command line. A password is asked for once a run; a
/// token again whenever a fresh one is needed. Safe for several threads.
/// </summary>
/// <param name="settings">Where to look.</param>
/// <param name="user">Who signs in, for the question.</param>
/// <param name="isToken">True when the store wants a token.</param>
/// <param name="environment">Tells the value of an environment variable, or null.</param>
/// <param name="ask">Asks a person without showing what is typed; null when nobody is there.</param>
/// <param name="runTokenCommand">Runs a command and gives what it wrote.</param>
internal sealed class Passwords(
    SecretSettings settings, string user, bool isToken, Func<string, string?> environment, Func<string, string?>? ask, Func<string, string> runTokenCommand)
{
    private const int MaxFileBytes = 64 * 1024;
    private readonly Lock _gate = new();
    private Secret? _known;

    /// <summary>The secret.</summary>
    /// <param name="fresh">True when the one that was given last was refused: a token may have expired.</param>
    /// <exception cref="FaultException">There is none, or it cannot be read.</exception>
    public Secret Get(bool fresh)
    {
        lock (_gate)
        {
            if (_known is null || (fresh && settings is { TokenCommand: not null, Given: null })) _known = Find();
            return _known;
        }
    }

    private Secret Find()
    {
        if (settings.Given is { } own) return new Secret(Checked(own.Value, "The password in the list"), isToken);
        if (settings.TokenCommand is { } command) return new Secret(Checked(runTokenCommand(command).Trim(), "The token command's output"), isToken: true);
        if (settings.PasswordFile is { } file) return new Secret(Checked(ReadFile(file), $"The file '{file}'"), isToken);
        if (environment(settings.Variable) is { Length: > 0 } given) return new Secret(Checked(given, settings.Variable), isToken);
        if (ask?.Invoke($"Password of {OtherSideText.Show(user)} (--{settings.Side}): ") is { Length: > 0 } typed) return new Secret(typed, isToken);
        throw UsageFaults.Refuse(UsageFaults.NoPassword,
            $"There is no password for {OtherSideText.Show(user)}: name a file with --{settings.Side}-password-file, set {settings.Variable}, or run in a terminal to be asked.");
    }

    private static string ReadFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var bytes = new byte[MaxFileBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxFileBytes) throw UsageFaults.Refuse(UsageFaults.NoPassword, $"The file '{path}' is too long for a password: at most {MaxFileBytes} bytes.");
            return WithoutNewline(Encoding.UTF8.GetString(bytes, 0, length));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw UsageFaults.Refuse(UsageFaults.NoPassword, $"The password file '{path}' cannot be read: {refusal.Message}", refusal);
        }
    }

    // Editors and echo put one line end behind a password; a second one would be the password's own.
    private static string WithoutNewline(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;

    private static string Checked(string secret, string where)
    {
        if (secret.Length == 0) throw UsageFaults.Refuse(UsageFaults.NoPassword, $"{where} is empty.");
        return secret.Contains('\0', StringComparison.Ordinal) ? throw UsageFaults.Refuse(UsageFaults.NoPassword, $"{where} holds a NUL character.") : secret;
    }
}

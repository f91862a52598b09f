using System.Globalization;
using System.Text;

namespace Godwit.Store;

/// <summary>Where the state of a pair of mailboxes is kept when nobody says otherwise.</summary>
public static class StateLocation
{
    private const int MaxReadable = 60;

    /// <summary>
    /// <c>$XDG_STATE_HOME/godwit/NAME.state</c>, or below <c>~/.local/state</c> (XDG base directory specification 0.8). The name is made of what a person can recognise and a hash of both
    /// identities. Two pairs that met in one name would not harm each other: a state refuses another pair.
    /// </summary>
    /// <param name="sourceIdentity">The source's <see cref="IMailboxConnector.Identity"/>.</param>
    /// <param name="targetIdentity">The target's.</param>
    /// <param name="environment">Tells the value of an environment variable, or null.</param>
    /// <exception cref="FaultException"><see cref="SyncFaults.StateNotWritable"/>: the environment names no home.</exception>
    public static string For(string sourceIdentity, string targetIdentity, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(sourceIdentity);
        ArgumentNullException.ThrowIfNull(targetIdentity);
        ArgumentNullException.ThrowIfNull(environment);
        var hash = Fingerprint($"{sourceIdentity}\n{targetIdentity}").ToString("x16", CultureInfo.InvariantCulture);
        return Path.Combine(Home(environment), "godwit", $"{Readable(sourceIdentity)}-to-{Readable(targetIdentity)}-{hash}.state");
    }

    // A relative XDG_STATE_HOME is to be ignored, says the specification.
    private static string Home(Func<string, string?> environment)
    {
        if (environment("XDG_STATE_HOME") is { } given && Path.IsPathFullyQualified(given)) return given;
        if (environment("HOME") is { } home && Path.IsPathFullyQualified(home)) return Path.Combine(home, ".local", "state");
        throw new FaultException(new Fault(SyncFaults.StateNotWritable, Side.Service,
            "There is no folder for the state: neither XDG_STATE_HOME nor HOME names one; give a file with --state."));
    }

    /// <summary>What is left of an identity without its scheme, in characters that every file system takes.</summary>
    private static string Readable(string identity)
    {
        var scheme = identity.IndexOf(':', StringComparison.Ordinal);
        var readable = new StringBuilder();
        foreach (var character in identity.AsSpan(scheme + 1).Trim('/'))
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '.' or '@' or '_') readable.Append(character);
            else if (readable.Length > 0 && readable[^1] != '-') readable.Append('-');
        }
        var text = readable.ToString();
        return (text.Length <= MaxReadable ? text : text[^MaxReadable..]).Trim('-', '.');
    }

    // FNV-1a of 64 bits. A cryptographic hash would load a library that a run without anything to copy does not need (some 100 ms).
    private static ulong Fingerprint(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text)) hash = (hash ^ octet) * 1099511628211UL;
        return hash;
    }
}

namespace Godwit.Cli;

/// <summary>What stands between <c>//</c> and the path of an address: <c>USER@HOST:PORT</c>.</summary>
internal static class AuthorityText
{
    /// <summary>The user, percent-encoded; a colon would begin a password, which others could read on the command line.</summary>
    public static string ReadUser(string option, string encoded)
    {
        if (encoded.Contains(':', StringComparison.Ordinal))
            throw UsageFaults.Refuse(UsageFaults.PasswordExposed,
                $"The address given with {option} has a password, or a colon that must be written %3A; every user of this machine could read it: give the password by a file, the environment or the prompt.");
        var user = PercentText.Decode(encoded);
        return string.IsNullOrEmpty(user) ? throw StoreAddress.Refuse(option, "has a user that cannot be read; write % as %25") : user;
    }

    /// <summary>The host without brackets, and the port, which may be left out.</summary>
    public static (string Host, int Port) ReadHost(string option, string text, int usualPort)
    {
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        if (text.StartsWith('[') && bracket < 0) throw StoreAddress.Refuse(option, "has a bracket that is not closed");
        var host = bracket > 0 ? text[1..bracket] : text.Split(':')[0];
        var rest = bracket > 0 ? text[(bracket + 1)..] : text[host.Length..];
        if (!IsHost(host, inBrackets: bracket > 0)) throw StoreAddress.Refuse(option, "names no host; an IPv6 address is written in brackets: USER@[2001:db8::1]:993");
        if (rest.Length == 0) return (host, usualPort);
        if (rest[0] == ':' && int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535) return (host, port);
        throw StoreAddress.Refuse(option, "has a port that is no number from 1 to 65535; an IPv6 address is written in brackets");
    }

    private static bool IsHost(string host, bool inBrackets) => inBrackets
        ? System.Net.IPAddress.TryParse(host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
        : host.Length is > 0 and <= 253 && host.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_');
}

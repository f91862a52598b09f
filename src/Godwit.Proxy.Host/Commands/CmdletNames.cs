namespace Godwit.Proxy.Host.Commands;

/// <summary>Names of commands and parameters that administrators know from Exchange; as there, case does not matter.</summary>
internal static class CmdletNames
{
    public const string Get = "Get-WebServicesVirtualDirectory";
    public const string Set = "Set-WebServicesVirtualDirectory";

    public static readonly string[] Parameters =
    [
        "-Server", "-Identity", "-Format", "-Config", "-MRSProxyEnabled", "-MRSProxyMaxConnections", "-ExternalUrl", "-InternalUrl", "-BasicAuthentication", "-WindowsAuthentication", "-OAuthAuthentication",
        "-ExtendedProtectionTokenChecking",
    ];

    /// <summary>The arguments with the names of a cmdlet and its parameters in their usual case; others as they are. <c>-Name:value</c> is taken apart.</summary>
    public static IReadOnlyList<string> Normalise(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || Known([Get, Set], arguments[0]) is not { } cmdlet) return arguments;
        return [cmdlet, .. arguments.Skip(1).SelectMany(Parts)];
    }

    private static string[] Parts(string argument)
    {
        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        if (argument is ['-', ..] && colon > 0 && Known(Parameters, argument[..colon]) is { } name) return [name, argument[(colon + 1)..]];
        return [Known(Parameters, argument) ?? argument];
    }

    private static string? Known(string[] names, string given) => names.FirstOrDefault(name => string.Equals(name, given, StringComparison.OrdinalIgnoreCase));
}

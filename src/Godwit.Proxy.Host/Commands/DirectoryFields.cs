using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Host.Commands;

/// <summary>The fields of a virtual directory by their names.</summary>
internal static class DirectoryFields
{
    /// <summary>All fields with their values, in the order they are shown.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> Of(WebServicesVirtualDirectory directory) =>
    [
        new("MRSProxyEnabled", directory.MRSProxyEnabled),
        new("MRSProxyMaxConnections", directory.MRSProxyMaxConnections),
        new("ExternalUrl", directory.ExternalUrl?.AbsoluteUri),
        new("InternalUrl", directory.InternalUrl?.AbsoluteUri),
        new("ExternalAuthenticationMethods", directory.ExternalAuthenticationMethods),
        new("InternalAuthenticationMethods", directory.ExternalAuthenticationMethods),
        new("BasicAuthentication", directory.BasicAuthentication),
        new("WindowsAuthentication", directory.WindowsAuthentication),
        new("OAuthAuthentication", directory.OAuthAuthentication),
        new("DigestAuthentication", directory.DigestAuthentication),
        new("WSSecurityAuthentication", directory.WSSecurityAuthentication),
        new("ExtendedProtectionTokenChecking", directory.ExtendedProtectionTokenChecking.ToString()),
        new("Server", directory.Server),
        new("Name", directory.Name),
        new("Identity", $"{directory.Server}\\{directory.Name}"),
        new("Guid", directory.Guid.ToString()),
        new("WhenChangedUTC", directory.WhenChangedUTC?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
    ];

    /// <summary>The directory with one field changed.</summary>
    /// <exception cref="ConfigurationException">The value cannot be used.</exception>
    public static WebServicesVirtualDirectory With(WebServicesVirtualDirectory directory, string field, string? value) => field switch
    {
        "MRSProxyEnabled" => directory with { MRSProxyEnabled = Flag(field, value) },
        "MRSProxyMaxConnections" => directory with { MRSProxyMaxConnections = Number(field, value) },
        "ExternalUrl" => directory with { ExternalUrl = Url(field, value) },
        "InternalUrl" => directory with { InternalUrl = Url(field, value) },
        "BasicAuthentication" => directory with { BasicAuthentication = Flag(field, value) },
        "WindowsAuthentication" => directory with { WindowsAuthentication = Flag(field, value) },
        "OAuthAuthentication" => directory with { OAuthAuthentication = Flag(field, value) },
        "ExtendedProtectionTokenChecking" => directory with { ExtendedProtectionTokenChecking = Checking(field, value) },
        _ => throw Refuse($"-{field} cannot be changed."),
    };

    /// <summary>A value that cannot be used.</summary>
    public static ConfigurationException Refuse(string told) => new([new Fault(ProxyServiceFaults.BadConfiguration, Side.Proxy, $"{CmdletNames.Set}: {told}")]);

    // A Unix shell makes nothing of an unquoted $true and of an unquoted $false, so a missing value must not be taken for either.
    private static bool Flag(string field, string? value) => value?.ToUpperInvariant() switch
    {
        "$TRUE" or "TRUE" => true,
        "$FALSE" or "FALSE" => false,
        _ => throw Refuse($"-{field} needs true or false; in a Unix shell write true, or '$true' in quotes."),
    };

    private static int Number(string field, string? value)
    {
        if (string.Equals(value, "unlimited", StringComparison.OrdinalIgnoreCase)) return 0;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refuse($"-{field} needs a whole number, 0 or Unlimited for no limit.");
    }

    private static Uri? Url(string field, string? value)
    {
        if (string.IsNullOrEmpty(value) || string.Equals(value, "$null", StringComparison.OrdinalIgnoreCase)) return null;
        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps ? url : throw Refuse($"-{field} needs an https address.");
    }

    private static ExtendedProtectionTokenChecking Checking(string field, string? value) =>
        Enum.TryParse<ExtendedProtectionTokenChecking>(value, ignoreCase: true, out var checking) && Enum.IsDefined(checking) ? checking : throw Refuse($"-{field} needs None, Allow or Require.");
}

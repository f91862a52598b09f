namespace Godwit.Administration.Table;

/// <summary>The published directory of the proxy on this machine.</summary>
internal static class DirectoryCommands
{
    private static readonly Parameter Server = new("Server", ValueKind.Text, "The server, also written `SERVER\\EWS (Default Web Site)`.") { Position = 0, Aliases = ["Identity"] };

    public static IReadOnlyList<Command> All { get; } =
    [
        new("Get-WebServicesVirtualDirectory", "virtual-directory", "get", "Shows the published directory of one server, or of each.")
        {
            Answerer = Answerer.Proxy, Own = [Server], Columns = ["Server", "MRSProxyEnabled", "MRSProxyMaxConnections", "ExternalUrl"],
            Examples = ["Get-WebServicesVirtualDirectory -Property ExternalAuthenticationMethods,ExternalUrl,MRSProxyEnabled,Server"],
        },
        new("Set-WebServicesVirtualDirectory", "virtual-directory", "set", "Changes the published directory of a server; in force with its next request.")
        {
            Answerer = Answerer.Proxy, Changes = true,
            Own =
            [
                Server with { Default = "this one" },
                new("MRSProxyEnabled", ValueKind.Flag, "Whether mailboxes are handed out."),
                new("MRSProxyMaxConnections", ValueKind.NumberOrUnlimited, "How many connections at once; 0 is unlimited."),
                new("ExternalUrl", ValueKind.Text, "The https address that Autodiscover tells those outside; `none` takes it away."),
                new("InternalUrl", ValueKind.Text, "The one that it tells those inside; `none` takes it away."),
                new("BasicAuthentication", ValueKind.Flag, "Whether Basic is offered."), new("WindowsAuthentication", ValueKind.Flag, "Whether NTLM and Kerberos are offered."),
                new("OAuthAuthentication", ValueKind.Flag, "Whether Bearer is offered.") { Option = "--oauth-authentication" },
                new("ExtendedProtectionTokenChecking", ValueKind.Choice, "Whether NTLM and Kerberos must be bound to the TLS connection.") { Words = ["None", "Allow", "Require"] },
            ],
            Rules =
            [
                new(RuleKind.AtLeastOne, "MRSProxyEnabled", "MRSProxyMaxConnections", "ExternalUrl", "InternalUrl", "BasicAuthentication", "WindowsAuthentication", "OAuthAuthentication",
                    "ExtendedProtectionTokenChecking"),
            ],
            Examples = ["Set-WebServicesVirtualDirectory -MRSProxyEnabled $true", "virtual-directory set --external-url https://mail.example/EWS/mrsproxy.svc"],
        },
    ];
}

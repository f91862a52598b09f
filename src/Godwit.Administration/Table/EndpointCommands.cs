using Godwit.Api;

namespace Godwit.Administration.Table;

/// <summary>Migration endpoints, and the test of what one would reach.</summary>
internal static class EndpointCommands
{
    private const string Names = "Its name or Guid; case does not matter.";

    private static readonly Parameter RemoteMove = new("ExchangeRemoteMove", ValueKind.Switch, "Whole mailboxes through an MRS Proxy.") { Field = "endpointType", Says = "ExchangeRemoteMove" };
    private static readonly Parameter Imap = new("Imap", ValueKind.Switch, "Mail from an IMAP server.") { Field = "endpointType", Says = "IMAP" };
    private static readonly Parameter Autodiscover = new("Autodiscover", ValueKind.Switch, "Finds the server from an address and credentials.");
    private static readonly Parameter EmailAddress = new("EmailAddress", ValueKind.Text, "The address that Autodiscover begins with: any mailbox of the other organisation.");

    /// <summary>Where the other side is and how it is spoken to: what creating, changing and testing share.</summary>
    private static readonly IReadOnlyList<Parameter> Settings =
    [
        new("RemoteServer", ValueKind.Text, "The published name of the proxy or IMAP server."),
        .. CommonParameters.Credentials("Credentials", "The account on the other side: of an MRS Proxy one in its role group, of an IMAP server a master user."),
        new("Port", ValueKind.Number, "The port.") { Default = "443; of IMAP 993, or 143 with `-Security Tls`" },
        new("Security", ValueKind.Choice, "IMAP: `Ssl` is TLS from the first byte, `Tls` is STARTTLS, `None` is clear text.") { Words = ["Ssl", "Tls", "None"], Default = "Ssl" },
        new("Authentication", ValueKind.Choice, "What the secret is: `Basic` a password, `OAuth` a token.") { Words = ["Basic", "OAuth"], Default = "Basic" },
        new("Path", ValueKind.Text, "MRS Proxy: the published path.") { Default = "`/EWS/mrsproxy.svc`" },
        new("MasterSeparator", ValueKind.Text, "IMAP: what stands between mailbox and master user in the login; `sasl` sends the mailbox as the authorisation identity.") { Default = "`*`" },
        new("CertificateAuthorities", ValueKind.Text, "A PEM file on the service's machine with the authorities to trust in place of the system's."),
        new("AcceptUntrustedCertificates", ValueKind.Switch, "IMAP: takes any certificate. Whoever sits on the way can read along."),
        new("TestMailbox", ValueKind.Text, "A mailbox that the test also opens for reading: an address, of an IMAP server a login. A master user's password can be tried only with one."),
    ];

    private static readonly IReadOnlyList<Parameter> Limits =
    [
        new("MaxConcurrentMigrations", ValueKind.Number, "How many initial and final syncs run through it at once, 1 to 1000.") { Default = "20" },
        new("MaxConcurrentIncrementalSyncs", ValueKind.Number, "How many incremental syncs run through it at once; not more than migrations.") { Default = "10" },
        new("MaxMessageBytes", ValueKind.Number, "For moves to it: the largest message that its mailboxes take, where the server does not tell; what is larger is counted by the check before the copy."),
        new("MaxWatchedMailboxes", ValueKind.Number, "IMAP: how many synced mailboxes are watched for changes (IDLE) at once, each on a connection of its own; what changes is synced within seconds, without waiting for the interval. 0 to 1000.") { Default = "0" },
    ];

    private static readonly Parameter SkipVerification = new("SkipVerification", ValueKind.Switch, "Leaves out the test that otherwise comes first.");

    private static readonly IReadOnlyList<Rule> KindRules =
    [
        new(RuleKind.Needs, "Autodiscover", "EmailAddress"), new(RuleKind.Needs, "EmailAddress", "Autodiscover"), new(RuleKind.AtMostOne, "Imap", "Autodiscover"), new(RuleKind.AtMostOne, "Imap", "Path"),
        new(RuleKind.Needs, "Security", "Imap"), new(RuleKind.Needs, "MasterSeparator", "Imap"), new(RuleKind.Needs, "AcceptUntrustedCertificates", "Imap"), new(RuleKind.Needs, "CredentialFile", "Credentials"),
        new(RuleKind.Needs, "ExchangeRemoteMove", "Credentials"),
    ];

    public static IReadOnlyList<Command> All { get; } =
    [
        new("New-MigrationEndpoint", "endpoint", "new", "Creates a migration endpoint: the way to another mail system, with its account and its limits. It is tested first; when the test fails nothing is created.")
        {
            Changes = true, Method = HttpMethod.Post, Route = ApiRoutes.Endpoints, Body = typeof(NewMigrationEndpoint),
            Own =
            [
                new("Name", ValueKind.Text, "What batches call it, at most 64 characters.") { IsRequired = true, Position = 0 },
                RemoteMove, Imap, Autodiscover, EmailAddress, .. Settings, .. Limits, SkipVerification,
            ],
            Rules = [new(RuleKind.ExactlyOne, "ExchangeRemoteMove", "Imap"), new(RuleKind.ExactlyOne, "Autodiscover", "RemoteServer"), .. KindRules, new(RuleKind.Needs, "MaxWatchedMailboxes", "Imap")],
            Examples =
            [
                "New-MigrationEndpoint -Name \"Endpoint 1\" -RemoteServer mig1.example.com -ExchangeRemoteMove -Credentials 'CONTOSO\\mig'",
                "endpoint new --name north --exchange-remote-move --autodiscover --email-address anna@north.example --credentials mig --password-file mig.secret",
            ],
        },
        new("Get-MigrationEndpoint", "endpoint", "get", "Shows one endpoint, or all.")
        {
            Route = ApiRoutes.Endpoint, ListRoute = ApiRoutes.Endpoints,
            Own = [CommonParameters.Identity(Names, isRequired: false), new("Type", ValueKind.Choice, "Only endpoints of this kind.") { Words = ["ExchangeRemoteMove", "IMAP"] }],
            Rules = [new(RuleKind.AtMostOne, "Identity", "Type")],
            Columns = ["Identity", "EndpointType", "RemoteServer", "MaxConcurrentMigrations", "MaxConcurrentIncrementalSyncs", "ActiveMigrationCount"],
            Examples = ["Get-MigrationEndpoint", "Get-MigrationEndpoint north -Property Identity,RemoteServer,MaxConcurrentMigrations"],
        },
        new("Set-MigrationEndpoint", "endpoint", "set", "Changes an endpoint; what is begun from then on follows. A change of the way or the account is tested first.")
        {
            Changes = true, Method = HttpMethod.Patch, Route = ApiRoutes.Endpoint, Body = typeof(MigrationEndpointChanges), IsVersioned = true,
            Own = [CommonParameters.Identity(Names), .. CommonParameters.Changing([.. Settings, .. Limits]), SkipVerification],
            Rules =
            [
                new(RuleKind.AtLeastOne, [.. Settings.Concat(Limits).Where(parameter => !parameter.IsLocal && parameter.Name != "TestMailbox").Select(parameter => parameter.Name)]),
                new(RuleKind.Needs, "CredentialFile", "Credentials"),
            ],
            Examples = ["Set-MigrationEndpoint north -MaxConcurrentMigrations 40"],
        },
        new("Remove-MigrationEndpoint", "endpoint", "remove", "Removes an endpoint that no batch uses.")
        {
            Changes = true, Method = HttpMethod.Delete, Route = ApiRoutes.Endpoint, Own = [CommonParameters.Identity(Names)], Examples = ["Remove-MigrationEndpoint north -WhatIf"],
        },
        new("Test-MigrationServerAvailability", "endpoint", "test", "Tests whether an endpoint would work, and creates nothing. Exit code 3 when it would not.")
        {
            Method = HttpMethod.Post, Route = ApiRoutes.AvailabilityTests, Body = typeof(ServerAvailabilityTest), Verdict = "Result",
            Own =
            [
                new("Endpoint", ValueKind.Text, "An existing endpoint, with what is stored of it."),
                .. ((IReadOnlyList<Parameter>)[RemoteMove, Imap, Autodiscover, EmailAddress, .. Settings]).Select(parameter => parameter.IsLocal ? parameter : parameter.Inside("settings")),
            ],
            Rules = [new(RuleKind.ExactlyOne, "Endpoint", "ExchangeRemoteMove", "Imap"), new(RuleKind.ExactlyOne, "Endpoint", "Autodiscover", "RemoteServer"), .. KindRules, new(RuleKind.AtMostOne, "Endpoint", "Credentials")],
            Examples =
            [
                "Test-MigrationServerAvailability -ExchangeRemoteMove -Autodiscover -EmailAddress anna@example.com -Credentials mig",
                "Test-MigrationServerAvailability -ExchangeRemoteMove -RemoteServer mail.example.com -Credentials mig",
                "endpoint test --endpoint north",
            ],
        },
        new("Get-MigrationEndpointHealth", "endpoint", "health", "Shows the tests of an endpoint, the newest first: certificate, addresses, and what changed since the last good one.")
        {
            Route = ApiRoutes.EndpointHealth, Own = [CommonParameters.Identity(Names), CommonParameters.ResultSize], Columns = ["At", "Result", "Message", "Changes"], Lists = true,
            Examples = ["Get-MigrationEndpointHealth north -ResultSize 10"],
        },
    ];
}

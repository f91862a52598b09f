namespace Godwit.Administration.Table;

/// <summary>Migration endpoints, and the test of what one would reach.</summary>
internal static class EndpointCommands
{
    private const string Names = "Its name; case does not matter.";

    private static readonly Parameter RemoteMove = new("ExchangeRemoteMove", ValueKind.Switch, "Whole mailboxes through an MRS Proxy.");
    private static readonly Parameter Imap = new("Imap", ValueKind.Switch, "Mail from an IMAP server.");
    private static readonly Parameter Autodiscover = new("Autodiscover", ValueKind.Switch, "Finds the server from an address and credentials.");
    private static readonly Parameter EmailAddress = new("EmailAddress", ValueKind.Text, "The address that Autodiscover begins with: any mailbox of the other organisation.");
    private static readonly Parameter RemoteServer = new("RemoteServer", ValueKind.Text, "The server's published name, with `:PORT` where the port is not the usual one.");
    private static readonly Parameter Port = new("Port", ValueKind.Number, "IMAP: the port.") { Default = "993, or 143 with `-Security Tls`" };
    private static readonly Parameter Security = new("Security", ValueKind.Choice, "IMAP: `Ssl` is TLS from the first byte, `Tls` is STARTTLS, `None` is clear text.") { Words = ["None", "Ssl", "Tls"], Default = "Ssl" };
    private static readonly Parameter Migrations = new("MaxConcurrentMigrations", ValueKind.Number, "How many initial syncs run through it at once.") { Default = "20" };
    private static readonly Parameter Incrementals = new("MaxConcurrentIncrementalSyncs", ValueKind.Number, "How many incremental syncs run through it at once; not more than migrations.") { Default = "10; 20 on the first endpoint" };
    private static readonly Parameter SkipVerification = new("SkipVerification", ValueKind.Switch, "Leaves out the test that otherwise comes first.");

    private static readonly string[] EndpointColumns = ["Identity", "EndpointType", "RemoteServer", "MaxConcurrentMigrations", "MaxConcurrentIncrementalSyncs", "ActiveMigrationCount"];

    public static IReadOnlyList<Command> All { get; } =
    [
        new("New-MigrationEndpoint", "endpoint", "new", "Creates a migration endpoint: the way to another mail system, with its account and its limits. It is tested first; when the test fails nothing is created.")
        {
            Changes = true,
            Own =
            [
                new("Name", ValueKind.Text, "What batches call it, at most 64 characters.") { IsRequired = true, Position = 0 },
                RemoteMove, Imap, Autodiscover, EmailAddress, RemoteServer,
                .. CommonParameters.Credentials("Credentials", "The account on the other side: of an MRS Proxy one in the Recipient Management role group."),
                Port, Security, Migrations, Incrementals, SkipVerification,
            ],
            Rules =
            [
                new(RuleKind.ExactlyOne, "ExchangeRemoteMove", "Imap"), new(RuleKind.ExactlyOne, "Autodiscover", "RemoteServer"), new(RuleKind.Needs, "Autodiscover", "EmailAddress"),
                new(RuleKind.Needs, "EmailAddress", "Autodiscover"), new(RuleKind.AtMostOne, "Imap", "Autodiscover"), new(RuleKind.Needs, "Port", "Imap"), new(RuleKind.Needs, "Security", "Imap"),
                new(RuleKind.Needs, "ExchangeRemoteMove", "Credentials"),
            ],
            Examples =
            [
                "New-MigrationEndpoint -Name \"Endpoint 1\" -RemoteServer mig1.example.com -ExchangeRemoteMove -Credentials 'CONTOSO\\mig'",
                "endpoint new --name north --exchange-remote-move --autodiscover --email-address anna@north.example --credentials mig --password-file mig.secret",
            ],
        },
        new("Get-MigrationEndpoint", "endpoint", "get", "Shows one endpoint, or all.")
        {
            Own = [CommonParameters.Identity(Names, isRequired: false), new("Type", ValueKind.Choice, "Only endpoints of this kind.") { Words = ["ExchangeRemoteMove", "IMAP"] }],
            Rules = [new(RuleKind.AtMostOne, "Identity", "Type")],
            Columns = EndpointColumns,
            Examples = ["Get-MigrationEndpoint", "Get-MigrationEndpoint north -Property Identity,RemoteServer,MaxConcurrentMigrations"],
        },
        new("Set-MigrationEndpoint", "endpoint", "set", "Changes an endpoint; what runs through it follows with its next sync.")
        {
            Changes = true,
            Own =
            [
                CommonParameters.Identity(Names), RemoteServer, .. CommonParameters.Credentials("Credentials", "The new account; with it the endpoint is tested again."),
                Port with { Default = null }, Security with { Default = null }, Migrations with { Default = null }, Incrementals with { Default = null }, SkipVerification,
            ],
            Rules = [new(RuleKind.AtLeastOne, "RemoteServer", "Credentials", "Port", "Security", "MaxConcurrentMigrations", "MaxConcurrentIncrementalSyncs")],
            Examples = ["Set-MigrationEndpoint north -MaxConcurrentMigrations 40"],
        },
        new("Remove-MigrationEndpoint", "endpoint", "remove", "Removes an endpoint that no batch uses.")
        {
            Changes = true, Own = [CommonParameters.Identity(Names)], Examples = ["Remove-MigrationEndpoint north -WhatIf"],
        },
        new("Test-MigrationServerAvailability", "endpoint", "test", "Tests whether an endpoint would work, and creates nothing. Exit code 3 when it would not.")
        {
            Own =
            [
                new("Endpoint", ValueKind.Text, "An existing endpoint, with what is stored of it."), RemoteMove, Imap, Autodiscover, EmailAddress, RemoteServer,
                .. CommonParameters.Credentials("Credentials", "The account on the other side."), Port, Security,
            ],
            Rules =
            [
                new(RuleKind.ExactlyOne, "Endpoint", "ExchangeRemoteMove", "Imap"), new(RuleKind.ExactlyOne, "Endpoint", "Autodiscover", "RemoteServer"), new(RuleKind.Needs, "Autodiscover", "EmailAddress"),
                new(RuleKind.Needs, "EmailAddress", "Autodiscover"), new(RuleKind.Needs, "Port", "Imap"), new(RuleKind.Needs, "Security", "Imap"), new(RuleKind.Needs, "ExchangeRemoteMove", "Credentials"),
                new(RuleKind.AtMostOne, "Endpoint", "Credentials"), new(RuleKind.AtMostOne, "Imap", "Autodiscover"),
            ],
            Examples =
            [
                "Test-MigrationServerAvailability -ExchangeRemoteMove -Autodiscover -EmailAddress anna@example.com -Credentials mig",
                "Test-MigrationServerAvailability -ExchangeRemoteMove -RemoteServer mail.example.com -Credentials mig",
                "endpoint test --endpoint north",
            ],
        },
    ];
}

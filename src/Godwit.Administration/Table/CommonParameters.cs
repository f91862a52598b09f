namespace Godwit.Administration.Table;

/// <summary>Parameters that commands share.</summary>
internal static class CommonParameters
{
    public static readonly Parameter WhatIf = new("WhatIf", ValueKind.Switch, "Tells what would be changed and changes nothing.") { IsLocal = true };

    public static readonly Parameter Confirm = new("Confirm", ValueKind.Switch, "Asks before it is done; needs a terminal.") { IsLocal = true, Default = "not asked" };

    public static readonly Parameter Format = new("Format", ValueKind.Choice, "How what comes back is printed. Json has one object for one thing and an array for a list; names are the same in all four.")
    {
        IsLocal = true, Words = ["List", "Table", "Json", "Csv"], Default = "List for one object, Table for several",
    };

    public static readonly Parameter Property = new("Property", ValueKind.List, "What is shown of it, in this order; `*` is everything. In place of `| fl A,B`.") { IsLocal = true };

    public static readonly Parameter Service = new("Service", ValueKind.Address, "The migration service.") { IsLocal = true, Default = "`$GODWIT_SERVICE`, else `https://localhost:8444`" };

    public static readonly Parameter ServiceAuthority = new("ServiceAuthority", ValueKind.File, "PEM with the authorities that the service's certificate may come from, in place of the system's.")
    {
        IsLocal = true, Option = "--service-ca", Aliases = ["ServiceCa"], Default = "`$GODWIT_SERVICE_CA`",
    };

    public static readonly Parameter TokenFile = new("TokenFile", ValueKind.File, "A file whose first line is the token that signs in at the service.") { IsLocal = true, Default = "`$GODWIT_TOKEN_FILE`; or the token itself in `$GODWIT_TOKEN`" };

    public static readonly Parameter Config = new("Config", ValueKind.File, "The proxy's configuration.") { IsLocal = true, Default = "`$GODWIT_PROXY_CONFIG`, else `/etc/godwit/proxy.yaml`" };

    /// <summary>Those that this command has besides its own.</summary>
    public static IReadOnlyList<Parameter> Of(Command command) =>
    [
        .. command.Changes ? (Parameter[])[WhatIf, Confirm] : [],
        Format, Property,
        .. command.Answerer == Answerer.Service ? (Parameter[])[Service, ServiceAuthority, TokenFile] : [Config],
    ];

    /// <summary>The name of one thing, in the first place.</summary>
    public static Parameter Identity(string meaning, bool isRequired = true) => new("Identity", ValueKind.Text, meaning) { IsRequired = isRequired, Position = 0 };

    /// <summary>A user name, with the file that may hold its password.</summary>
    public static IReadOnlyList<Parameter> Credentials(string name, string meaning) =>
    [
        new(name, ValueKind.Credential, $"{meaning} The password comes from the file, from `$GODWIT_CREDENTIALS_PASSWORD`, or from the prompt.") { Aliases = ["Credential"] },
        new("CredentialFile", ValueKind.File, "A file whose first line is the password.") { IsLocal = true, Option = "--password-file", Aliases = ["PasswordFile"] },
    ];
}

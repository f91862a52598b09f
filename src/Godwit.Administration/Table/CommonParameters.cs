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

    public static readonly Parameter Service = new("Service", ValueKind.Address, "The migration service.") { IsLocal = true, Default = "`$GODWIT_SERVICE`, else `https://localhost:4443`" };

    public static readonly Parameter ServiceAuthority = new("ServiceAuthority", ValueKind.File, "PEM with the authorities that the service's certificate may come from, in place of the system's.")
    {
        IsLocal = true, Option = "--service-ca", Aliases = ["ServiceCa"], Default = "`$GODWIT_SERVICE_CA`; a service of this machine is known by its own certificate",
    };

    public static readonly Parameter TokenFile = new("TokenFile", ValueKind.File, "A file whose first line is the token that signs in at the service.") { IsLocal = true, Default = "`$GODWIT_TOKEN_FILE`, else the token itself in `$GODWIT_TOKEN`, else the first administrator of a service of this machine, for those who may read its data folder" };

    public static readonly Parameter Config = new("Config", ValueKind.File, "The proxy's configuration.") { IsLocal = true, Default = "`$GODWIT_PROXY_CONFIG`, else `/etc/godwit/proxy.yaml`" };

    public static readonly Parameter Set = new("Set", ValueKind.List, "Overrules values of that configuration: `KEY=VALUE`.") { IsLocal = true };

    /// <summary>Those that this command has besides its own.</summary>
    public static IReadOnlyList<Parameter> Of(Command command) =>
    [
        .. command.Changes ? (Parameter[])[WhatIf, Confirm] : [],
        .. command.IsText ? (Parameter[])[] : [Format, Property],
        .. command.Answerer == Answerer.Service ? (Parameter[])[Service, ServiceAuthority, TokenFile] : [Config, Set],
    ];

    /// <summary>How many of a list are shown.</summary>
    public static readonly Parameter ResultSize = new("ResultSize", ValueKind.NumberOrUnlimited, "How many are shown at most.") { IsLocal = true, Default = "1000" };

    public static readonly Parameter Priority = new("Priority", ValueKind.Choice, "Who goes first; the low ones are not left waiting for ever.")
    {
        Words = ["Lowest", "Lower", "Low", "Normal", "High", "Higher", "Highest", "Emergency"], Default = "Normal",
    };

    public static readonly Parameter StartAfter = new("StartAfter", ValueKind.Moment, "No mail is copied before.");

    public static readonly Parameter CompleteAfter = new("CompleteAfter", ValueKind.Moment, "From then on who is synced is completed; before, nobody is.");

    public static readonly Parameter TimeZone = new("TimeZone", ValueKind.Text, "The zone (IANA, `Europe/Berlin`) of times that are given without an offset.");

    public static readonly Parameter Interval = new("IncrementalSyncInterval", ValueKind.Duration, "How long after a sync the next one follows, up to 120 days; 0 switches them off.") { Default = "24h", Field = "incrementalSyncIntervalSeconds" };

    public static readonly Parameter BadItems = new("BadItemLimit", ValueKind.NumberOrUnlimited, "How many items a user may have that cannot be moved, before its initial sync counts as failed.") { Default = "Unlimited" };

    public static readonly Parameter IncludeFolders = new("IncludeFolders", ValueKind.List, "Only these folders; `Name/*` is all below it.");

    public static readonly Parameter ExcludeFolders = new("ExcludeFolders", ValueKind.List, "Not these folders.");

    /// <summary>Without their defaults: a change leaves as it is what it does not name.</summary>
    public static IReadOnlyList<Parameter> Changing(params IReadOnlyList<Parameter> parameters) =>
        [.. parameters.Select(parameter => parameter with { Default = null, Meaning = IsEmptied(parameter) ? parameter.Meaning + " `none` takes it away." : parameter.Meaning })];

    private static bool IsEmptied(Parameter parameter) => parameter.Kind == ValueKind.Moment;

    /// <summary>The name of one thing, in the first place.</summary>
    public static Parameter Identity(string meaning, bool isRequired = true) => new("Identity", ValueKind.Text, meaning) { IsRequired = isRequired, Position = 0 };

    /// <summary>A user name, with the file that may hold its password.</summary>
    public static IReadOnlyList<Parameter> Credentials(string name, string meaning) =>
    [
        new(name, ValueKind.Credential, $"{meaning} The password comes from the file, from `$GODWIT_CREDENTIALS_PASSWORD`, or from the prompt.") { Aliases = name == "Credentials" ? ["Credential"] : [] },
        new("CredentialFile", ValueKind.File, "A file whose first line is the password.") { IsLocal = true, Option = "--password-file", Aliases = ["PasswordFile"] },
    ];
}

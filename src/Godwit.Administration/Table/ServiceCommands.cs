namespace Godwit.Administration.Table;

/// <summary>The service as a whole: limits, sums, health, reports.</summary>
internal static class ServiceCommands
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new("Get-MigrationConfig", "config", "get", "Shows the limits of the organisation.") { Examples = ["Get-MigrationConfig"] },
        new("Set-MigrationConfig", "config", "set", "Changes the limits of the organisation.")
        {
            Changes = true,
            Own =
            [
                new("MaxConcurrentMigrations", ValueKind.Number, "Over all endpoints together, at most 1000."), new("MaxNumberOfBatches", ValueKind.Number, "How many batches there may be."),
            ],
            Rules = [new(RuleKind.AtLeastOne, "MaxConcurrentMigrations", "MaxNumberOfBatches")],
            Examples = ["Set-MigrationConfig -MaxConcurrentMigrations 500"],
        },
        new("Get-MigrationStatistics", "statistics", "get", "Shows how many users there are in which state, over all batches.") { Examples = ["Get-MigrationStatistics"] },
        new("Export-MigrationReport", "report", "export", "Writes a report as text or as JSON; also after its user was removed.")
        {
            Own =
            [
                CommonParameters.Identity("The user's address or Guid."),
                new("Path", ValueKind.NewFile, "The file; an existing one is not written over.") { IsLocal = true, Default = "the standard output" },
                new("As", ValueKind.Choice, "The report's form.") { IsLocal = true, Words = ["Text", "Json"], Default = "Text" },
            ],
            Examples = ["Export-MigrationReport anna@north.example -Path anna.txt"],
        },
        new("Test-MRSHealth", "health", "test", "Tests the service: one row a check. Exit code 3 when one did not pass.")
        {
            Columns = ["Check", "Passed", "Message"], Examples = ["Test-MRSHealth"],
        },
    ];
}

namespace Godwit.Moves;

/// <summary>Limits that a step counts against. Slots are taken in this order, always the same, so that no two takers wait for each other.</summary>
public static class SlotScopes
{
    /// <summary>The organisation's: all syncs over all endpoints.</summary>
    public const string Organisation = "organisation";

    /// <summary>An endpoint's initial and final syncs.</summary>
    public static string Migrations(Guid endpoint) => $"endpoint:{endpoint:D}:migrations";

    /// <summary>An endpoint's incremental syncs.</summary>
    public static string Incrementals(Guid endpoint) => $"endpoint:{endpoint:D}:incrementals";

    /// <summary>The checks before the copy, over all endpoints.</summary>
    public const string Checks = "checks";

    /// <summary>The most checks at once over all endpoints.</summary>
    public const int MostChecks = 20;

    /// <summary>The most checks at once at one endpoint: a list of thousands must not fall upon it.</summary>
    public const int MostChecksOfEndpoint = 10;

    /// <summary>The checks at an endpoint.</summary>
    public static string ChecksOf(Guid endpoint) => $"endpoint:{endpoint:D}:checks";

    /// <summary>What a step of a move needs. Checks have slots of their own, so that they and the syncs do not hold each other up.</summary>
    public static IReadOnlyList<string> Of(SyncStep step, Guid? endpoint) =>
        step == SyncStep.Validate ? endpoint is { } place ? [Checks, ChecksOf(place)] : [Checks]
        : endpoint is not { } id ? [Organisation]
        : [Organisation, step == SyncStep.IncrementalSync ? Incrementals(id) : Migrations(id)];
}

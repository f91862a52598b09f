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

    /// <summary>What a step of a move needs. A check needs none.</summary>
    public static IReadOnlyList<string> Of(SyncStep step, Guid? endpoint) =>
        step == SyncStep.Validate ? []
        : endpoint is not { } id ? [Organisation]
        : [Organisation, step == SyncStep.IncrementalSync ? Incrementals(id) : Migrations(id)];
}

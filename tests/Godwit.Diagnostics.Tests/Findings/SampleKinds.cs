namespace Godwit.Diagnostics.Tests.Findings;

/// <summary>Kinds that exist for tests alone.</summary>
internal static class SampleKinds
{
    public static FindingKind Make(string code = "GW5999", Hop hop = Hop.Tls, Severity severity = Severity.Fault, FactBasis basis = FactBasis.Published) => new(code, "The door is locked", hop, "F18")
    {
        Severity = severity,
        Basis = basis,
        Symptom = "Nobody comes in.",
        Cause = "Somebody locked it.",
        Difference = "A wall has no handle.",
        Fix = "Unlock it.",
        NextCommand = "godwit examine HOST",
    };
}

namespace Godwit.Diagnostics.Reports;

/// <summary>What keeps a diagnosis command from its work; what it finds is no fault of its own but a finding.</summary>
public static class DiagnosisFaults
{
    /// <summary>A file cannot be read or written, or an argument has no meaning.</summary>
    public static readonly FaultKind ArgumentUnusable = new("GW5900", "Argument of a diagnosis command cannot be used", Reach.Service, Remedy.FixConfiguration);
}

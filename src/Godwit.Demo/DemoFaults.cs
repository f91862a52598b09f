namespace Godwit.Demo;

/// <summary>The kinds of fault of the demonstration; each has its page in <c>docs/faults</c>.</summary>
internal static class DemoFaults
{
    /// <summary>One of its programs or commands did not do what it should.</summary>
    public static readonly FaultKind StepFailed = new("GW9030", "Step of the demo failed", Reach.Service, Remedy.GiveUp);
    /// <summary>The folder that it shall work in cannot be used.</summary>
    public static readonly FaultKind FolderUnusable = new("GW9031", "Folder of the demo cannot be used", Reach.Service, Remedy.FixConfiguration);

    public static FaultException Refuse(FaultKind kind, string told, Exception? cause = null) => new(new Fault(kind, Side.Service, told), cause);
}

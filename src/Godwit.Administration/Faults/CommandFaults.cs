namespace Godwit.Administration.Faults;

/// <summary>The kinds of fault in what was asked of a service; each has its page in <c>docs/faults</c>.</summary>
internal static class CommandFaults
{
    /// <summary>A parameter is unknown, missing, without its value, or excluded by another.</summary>
    public static readonly FaultKind NotUnderstood = new("GW9020", "Command not understood", Reach.Service, Remedy.FixConfiguration);
    /// <summary>A parameter's value cannot be read or is out of bounds.</summary>
    public static readonly FaultKind BadValue = new("GW9021", "Parameter value not understood", Reach.Service, Remedy.FixConfiguration);
    /// <summary>A file that was named, or the password that should be in it, cannot be used.</summary>
    public static readonly FaultKind FileUnusable = new("GW9022", "File or password of a command cannot be used", Reach.Service, Remedy.FixConfiguration);
    /// <summary>A change was asked about and the answer was not yes.</summary>
    public static readonly FaultKind NotConfirmed = new("GW9026", "Change not confirmed", Reach.Service, Remedy.GiveUp);
    /// <summary>Something nobody foresaw: a mistake of ours.</summary>
    public static readonly FaultKind Unexpected = new("GW9027", "Unexpected error of an administration command", Reach.Service, Remedy.GiveUp);

    public static Fault Of(FaultKind kind, string told) => new(kind, Side.Service, told);

    public static FaultException Refuse(FaultKind kind, string told, Exception? cause = null) => new(Of(kind, told), cause);
}

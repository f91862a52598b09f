namespace Godwit.Administration.Faults;

/// <summary>Gathers everything that is wrong with a command line, so that it is told at once and not one by one.</summary>
internal sealed class Problems
{
    private readonly List<Fault> _faults = [];

    public void Add(FaultKind kind, string told)
    {
        if (!_faults.Any(fault => fault.Told == told)) _faults.Add(CommandFaults.Of(kind, told));
    }

    /// <exception cref="UsageException">There are problems.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0) throw new UsageException(_faults);
    }
}

/// <summary>The command line cannot be used; tells everything that is wrong with it.</summary>
internal sealed class UsageException(IReadOnlyList<Fault> faults) : Exception(string.Join(' ', faults))
{
    public IReadOnlyList<Fault> Faults { get; } = faults;
}

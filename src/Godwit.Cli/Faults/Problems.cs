namespace Godwit.Cli;

/// <summary>Gathers everything that is wrong with a command line, so that it is told at once and not one by one.</summary>
internal sealed class Problems
{
    private readonly List<Fault> _faults = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Adds a problem.</summary>
    public void Add(FaultKind kind, string told) => Add(UsageFaults.Of(kind, told));

    /// <summary>Adds a problem, unless the same was told before.</summary>
    public void Add(Fault fault)
    {
        if (!_faults.Contains(fault)) _faults.Add(fault);
    }

    /// <summary>Ends the reading of the command line.</summary>
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

namespace Godwit.Cli;

/// <summary>Gathers everything that is wrong with a command line, so that it is told at once and not one by one.</summary>
internal sealed class Problems
{
    private readonly List<Fault> _faults = [];
    private readonly HashSet<string> _meant = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Adds a problem.</summary>
    public void Add(FaultKind kind, string told) => Add(UsageFaults.Of(kind, told));

    /// <summary>Adds a problem, unless the same was told before.</summary>
    public void Add(Fault fault)
    {
        if (!_faults.Contains(fault)) _faults.Add(fault);
    }

    /// <summary>An option was given, but mistyped: that it is missing is no second mistake.</summary>
    public void Mean(string option) => _meant.Add(option);

    /// <summary>True when the option was given, but mistyped.</summary>
    public bool IsMeant(string option) => _meant.Contains(option);

    /// <summary>Adds the problem that an option is missing, unless it was mistyped.</summary>
    public void AddMissing(string option, string told)
    {
        if (!IsMeant(option)) Add(UsageFaults.BadCommandLine, told);
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

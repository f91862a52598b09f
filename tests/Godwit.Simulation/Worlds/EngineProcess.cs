namespace Godwit.Simulation.Worlds;

/// <summary>The process in which a run happens: once killed, everything that it still tries fails.</summary>
internal sealed class EngineProcess(World world)
{
    public bool IsKilled { get; private set; }

    /// <summary>The first promise that was broken while the engine was at work; it may have caught the exception.</summary>
    public BrokenPromiseException? Broken { get; private set; }

    /// <summary>From here on nothing reaches the stores or the ledger.</summary>
    public void Die() => IsKilled = true;

    public KilledException Kill()
    {
        Die();
        return new KilledException();
    }

    public void ThrowIfKilled()
    {
        if (IsKilled) throw new KilledException();
        if (Broken is { } broken) throw broken;
    }

    public BrokenPromiseException Break(string promise, string told)
    {
        world.Note($"BROKEN {promise}: {told}");
        return Broken ??= new BrokenPromiseException(promise, told);
    }
}

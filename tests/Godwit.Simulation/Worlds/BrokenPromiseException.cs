namespace Godwit.Simulation.Worlds;

/// <summary>The engine broke a promise that <c>docs/simulation.md</c> lists.</summary>
public sealed class BrokenPromiseException(string promise, string told) : Exception($"{promise}: {told}")
{
    /// <summary>The promise's short name.</summary>
    public string Promise => promise;
}

/// <summary>The process ended here as by kill -9. No fault, so nothing in the engine may handle it; whatever it still tries fails the same way.</summary>
public sealed class KilledException : Exception;

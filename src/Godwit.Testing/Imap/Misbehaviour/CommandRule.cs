namespace Godwit.Testing.Imap;

/// <summary>A predicate, what to do, and how many times more.</summary>
internal sealed class CommandRule(Func<CommandScript, bool> predicate, Action<CommandScript> action, int times) : IDisposable
{
    private int _left = times;

    public void Apply(CommandScript script)
    {
        if (Volatile.Read(ref _left) <= 0 || !predicate(script)) return;
        if (Interlocked.Decrement(ref _left) >= 0) action(script);
    }

    public void Dispose() => Volatile.Write(ref _left, 0);
}

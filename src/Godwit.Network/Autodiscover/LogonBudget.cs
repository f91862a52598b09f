namespace Godwit.Network.Autodiscover;

/// <summary>How often a logon may still be refused: accounts are locked after some bad ones, and a diagnosis must not be what locks them. Safe for several threads.</summary>
/// <param name="refusals">How many may be refused in all.</param>
public sealed class LogonBudget(int refusals = 1)
{
    private int _left = refusals;

    /// <summary>True while a logon may be tried.</summary>
    public bool IsOpen => Volatile.Read(ref _left) > 0;

    /// <summary>Notes a refused one.</summary>
    public void NoteRefusal() => Interlocked.Decrement(ref _left);
}

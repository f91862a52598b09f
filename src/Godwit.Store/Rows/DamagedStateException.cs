namespace Godwit.Store;

/// <summary>What was read cannot have been written by us. Never leaves this assembly: at its edge it becomes a fault.</summary>
/// <param name="what">A clause that says what is wrong, in the words of <c>docs/faults/GW3004.md</c>.</param>
internal sealed class DamagedStateException(string what) : Exception(what)
{
    /// <summary>Insists on something that only damage can break.</summary>
    public static void Unless(bool holds, string otherwise)
    {
        if (!holds) throw new DamagedStateException(otherwise);
    }
}

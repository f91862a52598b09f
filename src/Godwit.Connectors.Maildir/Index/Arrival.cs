using System.Runtime.InteropServices;

namespace Godwit.Connectors.Maildir;

/// <summary>The order in which messages seen for the first time get their uids: by the delivery time in their names, then by name; names without a time come first.</summary>
internal readonly record struct Arrival(long Seconds, long Microseconds, int Index, int NameAt, int Length)
{
    public static Arrival Of(ReadOnlySpan<byte> name, int index, int nameAt)
    {
        var seconds = MessageName.DeliveryTime(name, out var microseconds);
        return new Arrival(seconds, microseconds, index, nameAt, name.Length);
    }
}

/// <summary>Compares arrivals whose names stand in one arena.</summary>
internal sealed class ArrivalOrder(List<byte> names) : IComparer<Arrival>
{
    public int Compare(Arrival x, Arrival y)
    {
        if (x.Seconds != y.Seconds) return x.Seconds.CompareTo(y.Seconds);
        if (x.Microseconds != y.Microseconds) return x.Microseconds.CompareTo(y.Microseconds);
        var arena = CollectionsMarshal.AsSpan(names);
        return arena.Slice(x.NameAt, x.Length).SequenceCompareTo(arena.Slice(y.NameAt, y.Length));
    }
}

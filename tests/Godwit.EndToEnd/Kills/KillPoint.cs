using Godwit.EndToEnd.Relays;

namespace Godwit.EndToEnd.Kills;

/// <summary>Where in a run the process is killed.</summary>
/// <param name="Phase">For the histogram.</param>
/// <param name="At">The moment on the wire; null for one inside a write to the state.</param>
/// <param name="Aftermath">What becomes of the bytes under way.</param>
/// <param name="MaxCount">The moment is the first to the so manieth of its kind.</param>
internal sealed record KillPoint(string Phase, Moment? At, Aftermath Aftermath = Aftermath.Delivered, int MaxCount = 6)
{
    private static readonly KillPoint
        Arrived = new("last byte sent, no OK: the group arrives", Moment.LastByteSent),
        Lost = new("last byte sent, no OK: the group is lost", Moment.LastByteSent, Aftermath.Dropped),
        LateAtListing = new("last byte sent, no OK: arrives as the next run lists", Moment.LastByteSent, Aftermath.LateAtListing),
        LateAtWriting = new("last byte sent, no OK: arrives as the next run writes", Moment.LastByteSent, Aftermath.LateAtWriting),
        InsideLiteral = new("in the middle of a written message", Moment.InsideLiteral),
        InsideFetch = new("in the middle of a read message", Moment.InsideFetch, MaxCount: 40),
        Answered = new("after a group's OK", Moment.GroupAnswered),
        Between = new("between groups", Moment.GroupBegins, Aftermath.Dropped),
        Listing = new("listing", Moment.Listing, MaxCount: 12),
        Flags = new("changing flags", Moment.FlagChange, MaxCount: 3);

    /// <summary>A state's write that is not done yet when the process dies.</summary>
    public static KillPoint Checkpoint { get; } = new("inside a checkpoint", null, MaxCount: 14);

    /// <summary>Ten kills; every second round in the second form. Four of ten are between a group's last byte and its OK, two inside a checkpoint.</summary>
    public static IReadOnlyList<KillPoint> Round(bool isEven) =>
        [Arrived, isEven ? Lost : Arrived, LateAtListing, isEven ? LateAtWriting : Lost, InsideLiteral, Answered, isEven ? Between : InsideFetch, isEven ? Flags : Listing, Checkpoint, Checkpoint];

    /// <summary>True for a kill on the source's side.</summary>
    public bool IsOnSource => At == Moment.InsideFetch;

    /// <summary>True when changes of every kind come before it.</summary>
    public bool WantsChanges => At is null or Moment.FlagChange or Moment.Listing;

    /// <summary>True for one between a group's last byte and its OK.</summary>
    public bool IsBetweenByteAndOk => At == Moment.LastByteSent;
}

namespace Godwit.Moves;

/// <summary>The check of one mailbox before its copy: looks at both sides, changes neither, and finds everything that stands against the move at once.</summary>
/// <param name="claim">The move.</param>
/// <param name="finder">Finds both ends.</param>
/// <param name="counted">Wraps them so that somebody sees what is waited for; the target is looked at as it is, because only so it tells its room.</param>
internal sealed class MailboxCheck(ClaimedMove claim, IMoveEnds finder, Func<MoveEnds, MoveEnds> counted)
{
    private readonly List<Fault> _refusals = [];

    /// <summary>Looks.</summary>
    /// <exception cref="FaultException">A passing fault: the check is repeated as a whole; or an end is not configured.</exception>
    public CheckedMailbox Run(CancellationToken cancellation)
    {
        var ends = finder.Of(claim);
        var connector = counted(ends).Source(null);
        if (OneMailbox.Told(connector, ends.Target) is { } told)
            _refusals.Add(new Fault(MoveFaults.SameMailbox, Side.Service, $"{told} Name another target for {claim.Order.Address}."));
        var target = Try(() => Look(ends, cancellation));
        var most = Least(target?.Traits.Limits.MaxMessageBytes, claim.Order.Direction == MigrationBatchDirection.Offboarding ? claim.Endpoint?.Order.MaxMessageBytes : null);
        var source = Try(() => Survey(connector, target, most, cancellation));
        return source is null || target is null ? new CheckedMailbox(source, source?.Counted ?? [], [], _refusals) : Judged(source, target, most);
    }

    private CheckedMailbox Judged(SourceSurvey source, TargetSight target, long? most)
    {
        _refusals.AddRange(CheckRules.Refusals(source, target, claim.Order, claim.Move.Counts));
        var mapped = CheckRules.Map(source, target);
        return new CheckedMailbox(source, CheckRules.Placed(source, mapped), CheckRules.Findings(source, target, mapped, most), _refusals);
    }

    private TargetSight? Look(MoveEnds ends, CancellationToken cancellation)
    {
        finder.Provision(claim, ends, cancellation);
        return finder.Look(claim, ends, cancellation);
    }

    private SourceSurvey Survey(IMailboxConnector connector, TargetSight? target, long? most, CancellationToken cancellation)
    {
        using var lane = connector.OpenSource(cancellation);
        return SourceSurvey.Read(lane, claim.Order.Filter, target?.Listing(most) ?? SurveyListing.None, most, cancellation);
    }

    // What passes is tried again; what does not is told together with the rest.
    private T? Try<T>(Func<T?> look) where T : class
    {
        try
        {
            return look();
        }
        catch (FaultException refusal) when (!refusal.Fault.IsTransient)
        {
            _refusals.Add(refusal.Fault);
            return null;
        }
    }

    private static long? Least(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);
}

namespace Godwit.Mail;

/// <summary>
/// Something that went wrong, as data: retry policy, report, console and fault page all read the same value. <see cref="Told"/> is one sentence for an
/// administrator; it never holds a secret, and text from the other side in it is escaped and bounded (<see cref="OtherSideText"/>).
/// </summary>
/// <param name="Kind">Which fault it is.</param>
/// <param name="Side">Where it lies.</param>
/// <param name="Told">One sentence for the administrator.</param>
/// <param name="Outcome">What became of the thing asked for.</param>
/// <param name="RetryAfter">How long the other side asked us to wait, where it did.</param>
public sealed record Fault(FaultKind Kind, Side Side, string Told, FaultOutcome Outcome = FaultOutcome.NotDone, TimeSpan? RetryAfter = null)
{
    /// <summary>The stable code, <c>GW####</c>.</summary>
    public string Code => Kind.Code;

    /// <summary>How far the damage goes.</summary>
    public Reach Reach { get; init; } = Kind.Reach;

    /// <summary>What to do next.</summary>
    public Remedy Remedy { get; init; } = Kind.Remedy;

    /// <summary>True when the same thing may work later without anybody doing something.</summary>
    public bool IsTransient => Remedy is Remedy.Retry or Remedy.WaitUntil;

    /// <summary>Code, side and sentence, as printed.</summary>
    public override string ToString() => $"{Code} ({Side.ToString().ToLowerInvariant()}): {Told}";
}

namespace Godwit.Mail;

/// <summary>What became of the thing that was asked for. Only <see cref="NotDone"/> may be asked for again without looking.</summary>
public enum FaultOutcome
{
    /// <summary>Certainly not done.</summary>
    NotDone,
    /// <summary>Done, and yet something went wrong.</summary>
    Done,
    /// <summary>The answer was lost after the last byte was sent: it must be looked up.</summary>
    Unknown,
}

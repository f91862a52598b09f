namespace Godwit.Diagnostics.Logs;

/// <summary>401 lines of one client at one server that no answer has followed yet.</summary>
internal sealed class PendingLegs
{
    /// <summary>How many.</summary>
    public int Count;

    /// <summary>True when one of them came in the middle of a handshake: the client had something to say.</summary>
    public bool HasLeg;

    /// <summary>The first line's time.</summary>
    public long First;

    /// <summary>The last line's time.</summary>
    public long Last;

    /// <summary>True when the caller's address belongs to the migration service.</summary>
    public bool FromService;

    /// <summary>The last line; null when enough such lines are kept already.</summary>
    public KeptLine? Line;
}

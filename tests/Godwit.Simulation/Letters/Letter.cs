using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Letters;

/// <summary>
/// One content. Copies of the same bytes are the same letter; where they lie is counted from the mailboxes, and here is what has happened to them that a mailbox does not show: what people did,
/// and when the ledger knew less than the target held. From these come the allowances of the promises.
/// </summary>
internal sealed class Letter(int number, byte[] bytes, ContentHash hash, MessageFingerprint fingerprint)
{
    public int Number => number;

    public byte[] Bytes => bytes;

    public ContentHash Hash => hash;

    public MessageFingerprint Fingerprint => fingerprint;

    /// <summary>Received dates with which it was delivered to the source; null for a message without one.</summary>
    public List<ReceivedDate?> Dates { get; } = [];

    /// <summary>How often it was put into the source's mailbox: more than once for identical copies.</summary>
    public int Delivered => Dates.Count;

    /// <summary>How often a copy left a folder of the source: deleted, filed, or gone with its folder.</summary>
    public int Left { get; set; }

    /// <summary>How often the target's user put a copy into a folder.</summary>
    public int Own { get; set; }

    /// <summary>How often the target's user took a copy out of a folder.</summary>
    public int Took { get; set; }

    /// <summary>Copies on the target that the ledger did not know at some moment when a run began or ended: after a crash, a cut, a truncated ledger.</summary>
    public int Lost { get; set; }

    /// <summary>
    /// A dead lane's copy landed though this was copied again, and ours could not be told from it any more, or not be removed: the ledger lost its tail or the folder its uids before ours was taken back,
    /// or the target cannot remove single messages.
    /// </summary>
    public int Twinned { get; set; }

    /// <summary>It may stay on the target when it goes from the source: its flags there were not what the ledger remembered.</summary>
    public bool MayBeKept { get; set; }

    /// <summary>The target's user removed its only copy, and the ledger knew that it had been there.</summary>
    public bool RemovedByUser { get; set; }

    /// <summary>Some targets take it only repaired.</summary>
    public bool IsRepairable { get; set; }

    /// <summary>How often the source could not give it.</summary>
    public int Unreadable { get; set; }

    /// <summary>Flags that the source's user ever changed.</summary>
    public MessageFlags SourceChanged { get; set; }

    /// <summary>Flags that the target's user ever changed.</summary>
    public MessageFlags TargetChanged { get; set; }

    /// <summary>Of <see cref="TargetChanged"/>, what the user set last.</summary>
    public MessageFlags TargetSet { get; set; }

    /// <summary>The ledger that lost its tail remembers other flags than the target has: which of them somebody meant is not known.</summary>
    public bool BaseLost { get; set; }

    /// <summary>Flags were carried over without knowing who had set them (a move whose new uid was not told): none of them was taken away.</summary>
    public bool FlagsInDoubt { get; set; }

    /// <summary>What is odd about it, for the story.</summary>
    public string Oddities => (bytes.Length == 0 ? " empty" : "") + (bytes.Contains((byte)0) ? " with a NUL" : "") + (Dates.Contains(null) ? " undated" : "")
        + (bytes.Contains((byte)'\r') ? "" : " with bare line feeds") + (bytes.Length > 2_000 ? " large" : "");

    public override string ToString() => $"letter {number}";
}

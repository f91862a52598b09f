using System.Globalization;

namespace Godwit.Imap;

/// <summary>What is known of a folder since it was open last (RFC 7162 section 3.2.5).</summary>
/// <param name="Generation">UIDVALIDITY then.</param>
/// <param name="ModSeq">HIGHESTMODSEQ then; at least 1.</param>
/// <param name="KnownUids">The messages known then; null for all.</param>
public sealed record QuickResync(FolderGeneration Generation, ulong ModSeq, UidSet? KnownUids = null);

/// <summary>SELECT or EXAMINE (RFC 9051 sections 6.3.2 and 6.3.3): opens a folder. On NO no folder is open.</summary>
public sealed class SelectCommand : ImapCommand<SelectedMailbox>, IHearsVanished
{
    private readonly string _folder;
    private readonly bool _readOnly;
    private readonly List<ChangedMessage> _changed = [];
    private readonly List<ResponseCode> _codes = [];
    private readonly UidGathering _vanished = new();
    private MessageFlags _known;
    private SelectedMailbox? _result;

    /// <summary>Opens the folder of this wire name; read-only by EXAMINE.</summary>
    public SelectCommand(string folder, bool readOnly)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_folder, _readOnly) = (folder, readOnly);
    }

    /// <summary>RFC 7162: asks for change numbers.</summary>
    public bool CondStore { get; init; }

    /// <summary>RFC 7162: tells at once what changed; only after QRESYNC was enabled.</summary>
    public QuickResync? Resync { get; init; }

    /// <inheritdoc/>
    public override string Name => _readOnly ? "EXAMINE" : "SELECT";

    internal uint Exists { get; set; }

    // select-param =/ "CONDSTORE" / "QRESYNC" SP "(" uidvalidity SP mod-sequence-value [SP known-uids] ")"
    internal override void Write(CommandWriter writer)
    {
        writer.Raw(_readOnly ? "EXAMINE "u8 : "SELECT "u8).Name(_folder);
        if (Resync is { } resync)
        {
            writer.Raw(" (QRESYNC ("u8).Number(resync.Generation.Number).Raw(" "u8).Number(resync.ModSeq);
            if (resync.KnownUids is { IsEmpty: false } known) writer.Raw(" "u8).Set(known);
            writer.Raw("))"u8);
        }
        else if (CondStore)
        {
            writer.Raw(" (CONDSTORE)"u8);
        }
    }

    internal override bool Wants(UntaggedKind kind) => kind is UntaggedKind.Flags || (Resync is not null && kind is UntaggedKind.Fetch or UntaggedKind.Vanished);

    internal override void Read(UntaggedKind kind, uint number, ImapReader reader)
    {
        if (kind == UntaggedKind.Flags && reader.Peek() == (byte)'(') _known = FlagLists.Parse(reader.ExpectFlagList(), out _);
    }

    internal override void Notice(ImapStatus status)
    {
        Keep(status.Code);
    }

    void IHearsVanished.Vanished(UidSet uids) => _vanished.Add(uids);

    internal void TakeRow(FetchedMessage row)
    {
        if (!row.Has(FetchItems.Uid)) return;
        if (_changed.Count == Limits.ListEntries) throw ImapConnectionException.Violation("The server names too many changed messages.");
        _changed.Add(new ChangedMessage(row.Uid, row.Flags, row.ModSeq));
    }

    internal override void Answered(ImapStatus status)
    {
        Keep(status.Code);
        _result = status.Condition == StatusCondition.Ok ? Opened() : null;
        // RFC 9051 section 6.3.2: a failed SELECT leaves no folder open. BAD means that it was not even tried.
        if (status.Condition != StatusCondition.Bad) Connection!.Selected = _result;
    }

    private SelectedMailbox Opened() => new()
    {
        Name = _folder,
        IsReadOnly = _readOnly || Code(ResponseCodeKind.ReadOnly) is not null,
        Exists = Exists,
        Generation = new FolderGeneration((uint)Math.Min(Number(ResponseCodeKind.UidValidity), uint.MaxValue)),
        UidNext = (uint)Math.Min(Number(ResponseCodeKind.UidNext), uint.MaxValue),
        HighestModSeq = Code(ResponseCodeKind.NoModSeq) is not null ? 0 : Number(ResponseCodeKind.HighestModSeq),
        PermanentFlags = Code(ResponseCodeKind.PermanentFlags) as PermanentFlagsCode,
        KnownFlags = _known,
        MailboxId = (Code(ResponseCodeKind.MailboxId) as TextCode)?.Arguments.Trim('(', ')', ' '),
        VanishedEarlier = _vanished.All,
        Changed = _changed,
    };

    // The last of its kind counts; one of each kind is all that a server can make us hold.
    private void Keep(ResponseCode? code)
    {
        if (code is null) return;
        _codes.RemoveAll(c => c.Kind == code.Kind);
        _codes.Add(code);
    }

    private ResponseCode? Code(ResponseCodeKind kind) => _codes.Find(c => c.Kind == kind);

    private ulong Number(ResponseCodeKind kind) => (Code(kind) as NumberCode)?.Number ?? 0;

    internal override SelectedMailbox Result(ImapStatus ok) => _result!;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {_folder}");
}

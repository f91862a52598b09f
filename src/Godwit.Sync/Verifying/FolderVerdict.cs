namespace Godwit.Sync;

/// <summary>Judges one folder: pairs messages one to one by content, then by what survives a rewriting, and tells each difference.</summary>
internal sealed class FolderVerdict(
    MappedFolder folder, VerifiedFolder ours, VerifiedFolder theirs, LanePair lanes, Findings findings, CancellationToken cancellation)
{
    private readonly HashSet<int> _openOurs = [.. Enumerable.Range(0, ours.Messages.Count)];
    private readonly HashSet<int> _openTheirs = [.. Enumerable.Range(0, theirs.Messages.Count)];

    public void Judge()
    {
        TakeOutUnreadable();
        PairByContent();
        PairAltered();
        foreach (var i in _openOurs.Order()) Tell(DifferenceKind.Missing, ours.Messages[i].Uid, 0, $"{Size(ours.Messages[i])} of {Date(ours.Messages[i])} is not on the target");
        var known = ours.Digests.Values.Select(d => d.Content).ToHashSet();
        foreach (var i in _openTheirs.Order())
        {
            var message = theirs.Messages[i];
            if (known.Contains(theirs.Digests[message.Uid].Content)) Tell(DifferenceKind.Doubled, 0, message.Uid, "on the target more often than on the source");
            else Tell(DifferenceKind.Extra, 0, message.Uid, $"{Size(message)} of {Date(message)} is only on the target");
        }
    }

    private void TakeOutUnreadable()
    {
        foreach (var i in _openOurs.Where(i => !ours.Digests.ContainsKey(ours.Messages[i].Uid)).Order().ToArray())
        {
            _openOurs.Remove(i);
            Tell(DifferenceKind.Unreadable, ours.Messages[i].Uid, 0, "it cannot be read on the source");
        }
        foreach (var i in _openTheirs.Where(i => !theirs.Digests.ContainsKey(theirs.Messages[i].Uid)).Order().ToArray())
        {
            _openTheirs.Remove(i);
            Tell(DifferenceKind.Unreadable, 0, theirs.Messages[i].Uid, "it cannot be read on the target");
        }
    }

    /// <summary>Among equal contents those with equal dates and flags belong together first, so that one difference is told as one.</summary>
    private void PairByContent()
    {
        Pair((m, d) => (d.Content, m.Received?.UnixSeconds ?? 0, m.Flags.ToString()), exact: true);
        Pair((m, d) => (d.Content, m.Received?.UnixSeconds ?? 0, ""), exact: false);
        Pair((_, d) => (d.Content, 0, ""), exact: false);
    }

    private void Pair(Func<MessageEntry, MessageDigest, (ContentHash, long, string)> key, bool exact)
    {
        if (_openOurs.Count == 0 || _openTheirs.Count == 0) return;
        var (left, right) = (_openOurs.Order().ToArray(), _openTheirs.Order().ToArray());
        var matches = ContentMatching.Match<(ContentHash, long, string)>(
            [.. left.Select(i => ((ContentHash, long, string)?)key(ours.Messages[i], ours.Digests[ours.Messages[i].Uid]))],
            [.. right.Select(i => ((ContentHash, long, string)?)key(theirs.Messages[i], theirs.Digests[theirs.Messages[i].Uid]))]);
        foreach (var (l, r) in matches)
        {
            Close(left[l], right[r]);
            if (exact) findings.AddEqual();
            else if (!TellProperties(ours.Messages[left[l]], theirs.Messages[right[r]])) findings.AddEqual();
        }
    }

    private void PairAltered()
    {
        if (_openOurs.Count == 0 || _openTheirs.Count == 0 || folder.Existing is null) return;
        var (left, right) = (_openOurs.Order().ToArray(), _openTheirs.Order().ToArray());
        var leftPrints = FingerprintReader.Read(lanes.Source, folder.Source, ours.Generation, Uids(ours, left), cancellation);
        var rightPrints = FingerprintReader.Read(lanes.Target, folder.Existing, theirs.Generation, Uids(theirs, right), cancellation);
        var matches = ContentMatching.Match<MessageFingerprint>(
            [.. left.Select(i => leftPrints.TryGetValue(ours.Messages[i].Uid, out var p) ? p : (MessageFingerprint?)null)],
            [.. right.Select(i => rightPrints.TryGetValue(theirs.Messages[i].Uid, out var p) ? p : (MessageFingerprint?)null)]);
        foreach (var (l, r) in matches)
        {
            var (a, b) = (ours.Messages[left[l]], theirs.Messages[right[r]]);
            Close(left[l], right[r]);
            Tell(DifferenceKind.Altered, a.Uid, b.Uid, $"the same message with other bytes ({ours.Digests[a.Uid].CanonicalLength} and {theirs.Digests[b.Uid].CanonicalLength} of them)");
            TellProperties(a, b);
        }
    }

    private static UidSet Uids(VerifiedFolder side, int[] indexes) => UidSet.Of(indexes.Select(i => side.Messages[i].Uid));

    private void Close(int mine, int other)
    {
        _openOurs.Remove(mine);
        _openTheirs.Remove(other);
    }

    private bool TellProperties(in MessageEntry a, in MessageEntry b)
    {
        var flagsDiffer = a.Flags != b.Flags;
        if (flagsDiffer) Tell(DifferenceKind.Flags, a.Uid, b.Uid, $"flags [{OtherSideText.Show(a.Flags.ToString())}] on the source, [{OtherSideText.Show(b.Flags.ToString())}] on the target");
        var datesDiffer = a.Received is { } mine && b.Received is { } other && !mine.SameMoment(other);
        if (datesDiffer) Tell(DifferenceKind.Date, a.Uid, b.Uid, $"received {Date(a)} on the source, {Date(b)} on the target");
        return flagsDiffer || datesDiffer;
    }

    private void Tell(DifferenceKind kind, uint sourceUid, uint targetUid, string told) =>
        findings.Add(new Difference(kind, sourceUid != 0 || folder.Existing is null ? folder.Source.Path : folder.Existing.Path, sourceUid, targetUid, told));

    private static string Size(in MessageEntry message) => new ByteSize(message.SizeHint).ToString();

    private static string Date(in MessageEntry message) => message.Received?.ToString() ?? "an unknown date";
}

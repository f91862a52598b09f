namespace Godwit.Sync;

/// <summary>What was found in one folder or in all together. A folder that has to be read again after a broken connection begins with new ones, so that nothing is told twice.</summary>
internal sealed class Findings
{
    private readonly List<Difference> _differences = [];

    /// <summary>The first <see cref="MailboxVerification.MaxDifferences"/> differences.</summary>
    public IReadOnlyList<Difference> Differences => _differences;

    /// <summary>How many differences there are in all.</summary>
    public long DifferenceCount { get; private set; }

    public long Equal { get; private set; }

    public long SourceItems { get; private set; }

    public long TargetItems { get; private set; }

    public long SourceBytes { get; private set; }

    public void AddSides(VerifiedFolder ours, VerifiedFolder theirs)
    {
        SourceItems += ours.Messages.Count;
        TargetItems += theirs.Messages.Count;
        SourceBytes += ours.Bytes;
    }

    public void AddEqual() => Equal++;

    public void Add(Difference difference)
    {
        DifferenceCount++;
        if (_differences.Count < MailboxVerification.MaxDifferences) _differences.Add(difference);
    }

    public void Add(Findings folder)
    {
        _differences.AddRange(folder._differences.Take(MailboxVerification.MaxDifferences - _differences.Count));
        DifferenceCount += folder.DifferenceCount;
        Equal += folder.Equal;
        SourceItems += folder.SourceItems;
        TargetItems += folder.TargetItems;
        SourceBytes += folder.SourceBytes;
    }
}

namespace Godwit.Sync;

/// <summary>Reads the subjects of skipped messages, so that a person can find them; as far as they can be read, and only for the first ones of a folder.</summary>
internal static class SkippedSubjects
{
    private const int MaxRead = 1_000;

    public static void Fill(FolderWork work, IMailboxSource lane, PassContext context)
    {
        var wanted = work.Skipped.Where(s => s.Subject is null).Take(MaxRead).Select(s => s.SourceUid).ToList();
        if (wanted.Count == 0 || work.Source is null) return;
        var subjects = new Dictionary<uint, string>();
        DigestReader.ForEach(lane, work.SourceFolder, work.SourceGeneration, UidSet.Of(wanted), MessagePart.Header, message =>
        {
            if (SubjectLine.Of(HeaderBytes.Of(message)) is { } subject) subjects[message.Uid] = subject;
        }, context.Cancellation);
        for (var i = 0; i < work.Skipped.Count; i++)
            if (subjects.TryGetValue(work.Skipped[i].SourceUid, out var subject)) work.Skipped[i] = work.Skipped[i] with { Subject = subject };
    }
}

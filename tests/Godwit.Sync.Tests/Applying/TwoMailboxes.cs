using System.Globalization;

namespace Godwit.Sync.Tests.Applying;

/// <summary>Two mailboxes in memory and a ledger between them; says in a test's words what was done to them and how they compare.</summary>
internal sealed class TwoMailboxes
{
    private int _sequence;

    public TwoMailboxes(MemoryOptions? source = null, MemoryOptions? target = null)
    {
        Source = new MemoryMailbox("source", source);
        Target = new MemoryMailbox("target", target ?? new MemoryOptions { FirstGeneration = 1_000 });
    }

    public MemoryMailbox Source { get; }
    public MemoryMailbox Target { get; }
    public MemoryLedger Ledger { get; init; } = new(keepHistory: true);
    public IMemoryFaults? SourceFaults { get; set; }
    public IMemoryFaults? TargetFaults { get; set; }
    public MoveSettings Settings { get; set; } = new() { Lanes = 1 };
    public TestClock Clock { get; } = new();

    private MoveEnvironment Environment => new(Clock, (time, _) => Clock.Advance(time));

    public MoveResult Move(MoveSettings? settings = null) =>
        new MailboxMove(settings ?? Settings, new MemoryConnector(Source, SourceFaults), new MemoryConnector(Target, TargetFaults), Ledger,
            Environment).Run(TestContext.Current.CancellationToken);

    public VerificationResult Verify() =>
        new MailboxVerification(new MemoryConnector(Source, SourceFaults), new MemoryConnector(Target, TargetFaults), MessageFilter.Everything, Ledger, Environment)
            .Run(TestContext.Current.CancellationToken);

    /// <summary>A run that the target breaks off.</summary>
    public void MoveAndFail(IMemoryFaults faults)
    {
        TargetFaults = faults;
        Assert.Throws<FaultException>(() => Move(Settings with { RetryBudget = TimeSpan.Zero }));
        TargetFaults = null;
    }

    public uint Deliver(string folder, string subject, SystemFlags flags = SystemFlags.None, string body = "Hello\r\n", params string[] keywords) =>
        Source.Deliver(FolderPath.Parse(folder), Message(subject, body), new MessageFlags(flags, KeywordSet.Of(keywords)),
            new ReceivedDate(1_700_000_000 + _sequence++, 60));

    public static MemoryContent Message(string subject, string body = "Hello\r\n") => MemoryContent.Of(string.Create(CultureInfo.InvariantCulture,
        $"From: anna@example.test\r\nTo: berta@example.test\r\nSubject: {subject}\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <{subject.GetHashCode(StringComparison.Ordinal):x}@example.test>\r\n\r\n{body}"));

    /// <summary>What is in a mailbox, one line a message without its uid: folder, digest, date, flags.</summary>
    public static List<string> Contents(MemoryMailbox mailbox) => [.. mailbox.Snapshot().Folders
        .SelectMany(f => f.Messages.Select(m => $"{f.Folder.Path} {m.Content.Digest.Content} {m.Received} [{m.Flags}]")).Order(StringComparer.Ordinal)];

    public void ShouldBeEqual() => Assert.Equal(Contents(Source), Contents(Target));

    public IReadOnlyList<MessageSnapshot> TargetMessages(string folder) => Target.Snapshot().Find(FolderPath.Parse(folder))?.Messages ?? [];

    public IReadOnlyList<MessageSnapshot> SourceMessages(string folder) => Source.Snapshot().Find(FolderPath.Parse(folder))?.Messages ?? [];
}

/// <summary>A clock that stands still until it is advanced.</summary>
internal sealed class TestClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
}

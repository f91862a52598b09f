using Godwit.Connectors.Memory.Tests;

namespace Godwit.Connectors.Tests;

/// <summary>Every wrapper keeps the contract of what it wraps.</summary>
internal static class Wrapped
{
    public static MailboxFixture Throttling() => new MemoryFixture(new(), inner =>
    {
        var clock = new ManualClock();
        return new ThrottlingConnector(inner, new RateLimit(100_000, 50), clock, clock);
    });

    public static MailboxFixture Counting() => new MemoryFixture(new(), inner => new CountingConnector(inner, TimeProvider.System));

    public static MailboxFixture ReadOnly() => new MemoryFixture(new(), inner => new ReadOnlyConnector(inner));

    public static MailboxFixture All() => new MemoryFixture(new(), inner =>
    {
        var clock = new ManualClock();
        IMailboxConnector counted = new CountingConnector(inner, clock);
        return new ThrottlingConnector(counted, new RateLimit(100_000, null), clock, clock);
    });
}

public sealed class A_throttled_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => Wrapped.Throttling(); }

public sealed class A_throttled_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => Wrapped.Throttling(); }

public sealed class A_counted_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => Wrapped.Counting(); }

public sealed class A_counted_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => Wrapped.Counting(); }

public sealed class A_read_only_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => Wrapped.ReadOnly(); }

public sealed class A_source_in_every_wrapper : MailboxSourceContract { protected override MailboxFixture NewMailbox() => Wrapped.All(); }

public sealed class A_target_in_every_wrapper : MailboxTargetContract { protected override MailboxFixture NewMailbox() => Wrapped.All(); }

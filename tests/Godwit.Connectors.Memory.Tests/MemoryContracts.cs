namespace Godwit.Connectors.Memory.Tests;

/// <summary>The option sets under which the contract must hold.</summary>
internal static class OptionSets
{
    /// <summary>A store that can do everything.</summary>
    public static readonly MemoryOptions Able = new();

    /// <summary>An old server: no UIDPLUS, no CONDSTORE, no MOVE, no roles, one flag set for all, each message alone.</summary>
    public static readonly MemoryOptions Old = new()
    {
        Traits = new ConnectorTraits
        {
            Reports = new ReportTraits { NewUids = false, Changes = false },
            Moves = new MoveTraits { CanMove = false, CanRemove = false },
            Keeps = new KeepTraits { Keywords = false, ReceivedDates = false },
            Limits = new MessageLimits { AcceptsNul = false, MaxMessageBytes = 1_000_000 },
            Naming = new FolderNaming { ForbiddenCharacters = ".%*", MaxSegmentBytes = 60, MaxDepth = 5, InboxHasChildren = false, FoldersHoldBoth = false },
        },
        AtomicGroups = false,
        GivesRoles = false,
        ListsStatus = false,
        TellsObjectIds = false,
    };

    /// <summary>A server with habits: clamps dates, refuses empty messages and with them their group, ignores case, keeps few keywords, forgets at once what vanished.</summary>
    public static readonly MemoryOptions Strict = new()
    {
        Traits = new ConnectorTraits
        {
            Keeps = new KeepTraits { ClampsFutureDates = true },
            Limits = new MessageLimits { AcceptsEmptyMessages = false },
            Naming = new FolderNaming { IgnoresCase = true, KeepsEdgeSpaces = false, KeepsLeadingDot = false, ForbiddenNames = ["cur", "new", "tmp"] },
        },
        Accepts = new AcceptedFlags((SystemFlags)31, KeywordSet.Of("$Forwarded", "Work"), NewKeywords: false),
        VanishedMemory = 0,
        PieceBytes = 777,
    };

    /// <summary>A server that writes a line of its own into every message.</summary>
    public static readonly MemoryOptions Rewriting = new()
    {
        Traits = new ConnectorTraits { Keeps = new KeepTraits { RewritesMessages = true } },
        Rewrites = RewriteHabit.AddsHeader,
        VanishedMemory = 2,
    };
}

public sealed class An_able_memory_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new MemoryFixture(OptionSets.Able); }

public sealed class An_able_memory_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new MemoryFixture(OptionSets.Able); }

public sealed class An_old_memory_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new MemoryFixture(OptionSets.Old); }

public sealed class An_old_memory_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new MemoryFixture(OptionSets.Old); }

public sealed class A_strict_memory_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new MemoryFixture(OptionSets.Strict); }

public sealed class A_strict_memory_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new MemoryFixture(OptionSets.Strict); }

public sealed class A_rewriting_memory_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new MemoryFixture(OptionSets.Rewriting); }

public sealed class A_rewriting_memory_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new MemoryFixture(OptionSets.Rewriting); }

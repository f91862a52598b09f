using Godwit.Connectors.Memory;
using Godwit.Testing.Imap;

namespace Godwit.Proxy.Protocol.Tests;

public sealed class A_proxied_memory_source_over_http1 : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Http1); }

public sealed class A_proxied_memory_target_over_http1 : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Http1); }

public sealed class A_proxied_memory_source_over_http2 : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Http2); }

public sealed class A_proxied_memory_target_over_http2 : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Http2); }

public sealed class A_proxied_memory_source_over_tls_compressed : MailboxSourceContract
{
    protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Tls1, how: settings => settings with { Compress = true });
}

public sealed class A_proxied_memory_target_over_tls_and_http2 : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Tls2); }

/// <summary>A store that tells neither uids nor changes, takes one message at a time and refuses much.</summary>
internal static class OldStore
{
    public static readonly MemoryOptions Options = new()
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
}

public sealed class A_proxied_old_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Http1, OldStore.Options); }

public sealed class A_proxied_old_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Http2, OldStore.Options); }

public sealed class A_proxied_Maildir_source_over_http1 : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ProxiedMaildir(Link.Tls1); }

public sealed class A_proxied_Maildir_target_over_http1 : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ProxiedMaildir(Link.Http1); }

public sealed class A_proxied_Maildir_source_over_http2 : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ProxiedMaildir(Link.Http2); }

public sealed class A_proxied_Maildir_target_over_http2 : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ProxiedMaildir(Link.Tls2); }

public sealed class A_proxied_Dovecot_source_over_http1 : MailboxSourceContract
{
    protected override MailboxFixture NewMailbox() => new ProxiedImap(Link.Http1, ServerProfile.Dovecot, b => b.TurnsNulInto80 = false);
}

public sealed class A_proxied_Dovecot_target_over_http1 : MailboxTargetContract
{
    protected override MailboxFixture NewMailbox() => new ProxiedImap(Link.Tls1, ServerProfile.Dovecot, b => b.TurnsNulInto80 = false);
}

public sealed class A_proxied_Dovecot_source_over_http2 : MailboxSourceContract
{
    protected override MailboxFixture NewMailbox() => new ProxiedImap(Link.Tls2, ServerProfile.Dovecot, b => b.TurnsNulInto80 = false);
}

public sealed class A_proxied_Dovecot_target_over_http2 : MailboxTargetContract
{
    protected override MailboxFixture NewMailbox() => new ProxiedImap(Link.Http2, ServerProfile.Dovecot, b => b.TurnsNulInto80 = false);
}

public sealed class A_proxied_ancient_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ProxiedImap(Link.Http1, ServerProfile.Ancient); }

public sealed class A_proxied_ancient_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ProxiedImap(Link.Http1, ServerProfile.Ancient); }

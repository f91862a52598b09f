using Godwit.Testing.Imap;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>A mailbox whose listings are all announced, each with one behind it that nobody comes for: whatever is asked next meets it under way.</summary>
internal sealed class AnnouncedListings(IMailboxConnector inner) : IMailboxConnector
{
    public string Identity => inner.Identity;

    public IMailboxSource OpenSource(CancellationToken cancellation) => new Announcing(new Plain(inner.OpenSource(cancellation)));

    public IMailboxTarget OpenTarget(CancellationToken cancellation) => inner.OpenTarget(cancellation);

    private sealed class Plain(IMailboxSource lane) : LanePolicy(lane);

    private sealed class Announcing(LanePolicy policy) : DelegatingSource(policy), IMailboxSource
    {
        MessageListing IMailboxSource.ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation)
        {
            var asked = new ExpectedListing(folder, generation, since);
            ExpectListings([asked, asked]);
            return ListMessages(folder, generation, since, cancellation);
        }
    }
}

public sealed class An_announced_memory_source_over_http1 : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Http1) { IsAnnounced = true }; }

public sealed class An_announced_memory_source_over_http2 : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ProxiedMemory(Link.Tls2) { IsAnnounced = true }; }

public sealed class An_announced_Dovecot_source : MailboxSourceContract
{
    protected override MailboxFixture NewMailbox() => new ProxiedImap(Link.Tls1, ServerProfile.Dovecot, b => b.TurnsNulInto80 = false) { IsAnnounced = true };
}

public sealed class An_announced_Maildir_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ProxiedMaildir(Link.Http1) { IsAnnounced = true }; }

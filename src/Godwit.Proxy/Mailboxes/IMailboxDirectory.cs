using Godwit.Proxy.Protocol;

namespace Godwit.Proxy.Mailboxes;

/// <summary>The mailboxes that this server hands out. The one way from an address to a store.</summary>
public interface IMailboxDirectory
{
    /// <summary>The lanes of the mailbox with this address; null when no store has it. Safe for several threads.</summary>
    IMailboxLanes? Find(string address);
}

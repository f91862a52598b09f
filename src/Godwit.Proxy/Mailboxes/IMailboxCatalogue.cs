using Godwit.Proxy.Protocol;

namespace Godwit.Proxy.Mailboxes;

/// <summary>Tells what can be handed out.</summary>
public interface IMailboxCatalogue
{
    /// <summary>All of it, by store and address; read while it is sent. Safe for several threads.</summary>
    IEnumerable<HandedOutMailbox> All();
}

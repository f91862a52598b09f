using Godwit.Proxy.Protocol;

namespace Godwit.Cli;

/// <summary>One run of <c>godwit proxy mailboxes</c>: asks for the list, then opens each mailbox as a move would and counts what it holds.</summary>
internal sealed class ProxyMailboxesRun(ProxyMailboxesOptions options, Surroundings surroundings)
{
    /// <summary>Lists and prints.</summary>
    /// <returns>The exit code: with skips when a mailbox that is listed could not be opened.</returns>
    /// <exception cref="FaultException">The proxy cannot be asked.</exception>
    public int Run()
    {
        OpenLinkWarnings.Write(surroundings.Terminal, options.Proxy);
        using var link = new OpenLink(options.Link, surroundings.Terminal.Error, surroundings.Clock);
        using var connectors = new StoreConnectors(link, surroundings.Environment, surroundings.Ask, surroundings.Clock);
        var mailboxes = connectors.ListProxy(options.Proxy, surroundings.Stop).Select(mailbox => Measure(mailbox, connectors)).ToList();
        if (options.Json) JsonReport.Write(surroundings.Terminal.Output, mailboxes);
        else MailboxTableText.Write(surroundings.Terminal.Output, mailboxes);
        return mailboxes.Any(mailbox => mailbox.Fault is not null) ? ExitCodes.WithSkips : ExitCodes.Done;
    }

    private ListedMailbox Measure(HandedOutMailbox mailbox, StoreConnectors connectors)
    {
        if (!options.Sizes || !mailbox.IsOne) return new ListedMailbox(mailbox, null, null, null);
        var store = options.Proxy with { Address = (ProxyAddress)options.Proxy.Address with { Mailbox = mailbox.Address } };
        try
        {
            using var lane = connectors.Source(store, indexFolder: null).OpenSource(surroundings.Stop);
            var (items, bytes) = MailboxSize.Of(lane, surroundings.Stop);
            return new ListedMailbox(mailbox, items, bytes, null);
        }
        catch (FaultException refusal) when (refusal.Fault.Reach <= Reach.Mailbox || refusal.Fault.Side == Side.Source)
        {
            return new ListedMailbox(mailbox, null, null, refusal.Fault);
        }
    }
}

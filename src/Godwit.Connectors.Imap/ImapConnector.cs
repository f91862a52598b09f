namespace Godwit.Connectors.Imap;

/// <summary>A mailbox on an IMAP server. Each lane is a connection of its own.</summary>
public sealed class ImapConnector : IMailboxConnector
{
    private readonly ImapSettings _settings;
    private readonly LaneOpener _opener;

    /// <summary>The mailbox of these settings; nothing is connected yet.</summary>
    public ImapConnector(ImapSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _opener = new LaneOpener(settings);
    }

    /// <inheritdoc/>
    public string Identity => _settings.Identity;

    /// <inheritdoc/>
    public IMailboxSource OpenSource(CancellationToken cancellation) => _opener.Open(readOnly: true, cancellation);

    /// <inheritdoc/>
    public IMailboxTarget OpenTarget(CancellationToken cancellation) => _opener.Open(readOnly: false, cancellation);
}

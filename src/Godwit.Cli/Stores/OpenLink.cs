using Godwit.Imap;

namespace Godwit.Cli;

/// <summary>The way to the stores while a command runs: what all its mailboxes share. Safe for several threads.</summary>
/// <param name="settings">What was asked for.</param>
/// <param name="clock">The clock.</param>
internal sealed class OpenLink(LinkSettings settings, TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Throttle? _throttle = settings.BytesPerSecond is { } rate ? new Throttle(new RateLimit(rate, null), clock, new ClockPause(clock)) : null;
    private WireLogFile? _wireLog;

    /// <summary>Compress where the server can.</summary>
    public bool Compress => settings.Compress;

    /// <summary>The same mailbox, kept within the rate of all.</summary>
    public IMailboxConnector Limited(IMailboxConnector connector) => _throttle is null ? connector : new ThrottlingConnector(connector, _throttle);

    /// <summary>Makes the logs of one side's connections; null when nothing is logged.</summary>
    /// <param name="side">The side.</param>
    /// <param name="mailbox">The mailbox's name, where there are several.</param>
    /// <exception cref="FaultException"><see cref="UsageFaults.FileUnusable"/>.</exception>
    public Func<IWireLog>? WireLog(Side side, string? mailbox)
    {
        if (settings.WireLogFile is not { } file) return null;
        lock (_gate) return (_wireLog ??= WireLogFile.Create(file, clock)).For(side, mailbox);
    }

    public void Dispose() => _wireLog?.Dispose();
}

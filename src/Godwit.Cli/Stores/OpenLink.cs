using Godwit.Imap;

namespace Godwit.Cli;

/// <summary>The way to the stores while a command runs: what all its mailboxes share. Safe for several threads.</summary>
/// <param name="settings">What was asked for.</param>
/// <param name="warnings">Where to say that a log is not whole.</param>
/// <param name="clock">The clock.</param>
internal sealed class OpenLink(LinkSettings settings, TextWriter warnings, TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Throttle? _throttle = settings.BytesPerSecond is { } rate ? new Throttle(new RateLimit(rate, null), clock, new ClockPause(clock)) : null;
    private WireLogFile? _wireLog;

    /// <summary>Compress where the server can.</summary>
    public bool Compress => settings.Compress;

    /// <summary>The authorities to trust where an address does not say; null for the system's.</summary>
    public string? AuthoritiesFile => settings.AuthoritiesFile;

    /// <summary>The same mailbox, kept within the rate of all.</summary>
    public IMailboxConnector Limited(IMailboxConnector connector) => _throttle is null ? connector : new ThrottlingConnector(connector, _throttle);

    /// <summary>Makes the logs of one side's connections; null when nothing is logged.</summary>
    /// <param name="side">The side.</param>
    /// <param name="mailbox">The mailbox's name, where there are several.</param>
    /// <exception cref="FaultException"><see cref="UsageFaults.FileUnusable"/>.</exception>
    public Func<IWireLog>? WireLog(Side side, string? mailbox) => Log()?.For(side, mailbox);

    /// <summary>Takes what is asked of a proxy and what it answers, line by line: a side behind a proxy has one log of all its lanes. Null when nothing is logged.</summary>
    /// <param name="side">The side.</param>
    /// <param name="mailbox">The mailbox's name, where there are several.</param>
    /// <exception cref="FaultException"><see cref="UsageFaults.FileUnusable"/>.</exception>
    public Action<string>? WireLines(Side side, string? mailbox) => Log()?.LinesOf(side, mailbox);

    private WireLogFile? Log()
    {
        if (settings.WireLogFile is not { } file) return null;
        lock (_gate) return _wireLog ??= WireLogFile.Create(file, clock);
    }

    public void Dispose()
    {
        if (_wireLog is null) return;
        _wireLog.Dispose();
        if (_wireLog.Failure is { } reason) warnings.WriteLine($"warning: the wire log '{settings.WireLogFile}' is not whole: {reason}.");
    }
}

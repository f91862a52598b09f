namespace Godwit.Connectors.Imap;

/// <summary>Messages that share one answer: one APPEND command, or one message that was refused here without being sent.</summary>
internal sealed class SentGroup
{
    private readonly List<long> _tickets = [];

    /// <summary>The command; null for a message that was not sent.</summary>
    internal AppendCommand? Command { get; init; }

    /// <summary>Why it was not sent.</summary>
    internal Fault? Refusal { get; init; }

    internal IReadOnlyList<long> Tickets => _tickets;

    internal void Add(long ticket) => _tickets.Add(ticket);
}

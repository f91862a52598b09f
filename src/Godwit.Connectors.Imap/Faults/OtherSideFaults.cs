using System.Globalization;

namespace Godwit.Connectors.Imap;

/// <summary>What was being done when a server refused: decides what a refusal without a telling code means.</summary>
internal enum Doing
{
    SigningIn,
    OpeningFolder,
    ChangingFolder,
    ChangingMessages,
    ReadingMessage,
    StoringMessage,
}

/// <summary>Turns refusals and broken connections into faults of one side.</summary>
/// <param name="side">The side.</param>
/// <param name="server">The server's name.</param>
/// <param name="login">The login as it is sent; with the mailbox where that is told beside it.</param>
internal sealed class OtherSideFaults(Side side, string server, string login)
{
    /// <summary>The faults of a mailbox with these settings.</summary>
    internal static OtherSideFaults Of(ImapSettings settings) =>
        new(settings.Side, settings.Host, settings.AuthorizationId.Length == 0 ? OtherSideText.Show(settings.User) : $"{OtherSideText.Show(settings.User)} for the mailbox {OtherSideText.Show(settings.AuthorizationId)}");

    internal Fault Of(ConnectionEnd end, string message, ImapStatus? bye, bool answerLost)
    {
        if (end == ConnectionEnd.Goodbye && bye is not null) return Goodbye(bye, answerLost);
        var kind = answerLost ? ConnectorFaults.AnswerLost : KindOf(end);
        return new Fault(kind, side, message.Contains(server, StringComparison.Ordinal) ? message : $"{server}: {message}", OutcomeOf(answerLost));
    }

    internal Fault Of(ImapConnectionException e, bool answerLost = false) => Of(e.End, e.Message, e.Bye, answerLost);

    internal Fault Of(ImapRefusedException e, Doing doing) => Of(e.Status, e.Command, doing);

    internal Fault Of(ImapStatus status, string command, Doing doing)
    {
        var kind = KindOf(status, doing);
        var words = OtherSideText.Show(status.Text);
        var code = status.Code is null ? "" : $" [{OtherSideText.Show(status.Code.Name)}]";
        var told = kind == ConnectorFaults.CredentialsRefused ? Refused($"{command}:{code} {words}") : $"{server} answered {command}:{code} {words}";
        return new Fault(kind, side, told, FaultOutcome.NotDone, BackOff.In(status.Text));
    }

    /// <summary>A sign-in that failed for another reason than a plain refusal.</summary>
    internal Fault SignInFailed(FaultKind kind, string why) => kind == ConnectorFaults.CredentialsRefused ? new Fault(kind, side, Refused(why)) : Make(kind, why);

    private string Refused(string why) => $"{server} refused the credentials of {login} ({why.TrimEnd('.', ' ')}).";

    internal Fault Make(FaultKind kind, string told, FaultOutcome outcome = FaultOutcome.NotDone) => new(kind, side, $"{server}: {told}", outcome);

    private Fault Goodbye(ImapStatus bye, bool answerLost)
    {
        var kind = answerLost ? ConnectorFaults.AnswerLost
            : BackOff.IsThrottling(bye) ? ConnectorFaults.Throttled
            : TooMany(bye.Text) ? ConnectorFaults.TooManyConnections
            : ConnectorFaults.ServerSaidGoodbye;
        return new Fault(kind, side, $"{server} ended the session: {OtherSideText.Show(bye.Text)}", OutcomeOf(answerLost), BackOff.In(bye.Text));
    }

    private static FaultOutcome OutcomeOf(bool answerLost) => answerLost ? FaultOutcome.Unknown : FaultOutcome.NotDone;

    private static FaultKind KindOf(ConnectionEnd end) => end switch
    {
        ConnectionEnd.HostNotFound => ConnectorFaults.HostNotFound,
        ConnectionEnd.Refused => ConnectorFaults.ConnectionRefused,
        ConnectionEnd.TimedOut => ConnectorFaults.TimedOut,
        ConnectionEnd.Violation => ConnectorFaults.ProtocolViolation,
        ConnectionEnd.OutOfStep => ConnectorFaults.OutOfStep,
        ConnectionEnd.CertificateRejected => ConnectorFaults.CertificateRejected,
        ConnectionEnd.TlsFailed => ConnectorFaults.TlsFailed,
        ConnectionEnd.StartTlsMissing => ConnectorFaults.StartTlsMissing,
        ConnectionEnd.Goodbye => ConnectorFaults.ServerSaidGoodbye,
        _ => ConnectorFaults.ConnectionLost,
    };

    private static FaultKind KindOf(ImapStatus status, Doing doing)
    {
        if (BackOff.IsThrottling(status)) return doing == Doing.SigningIn && TooMany(status.Text) ? ConnectorFaults.TooManyConnections : ConnectorFaults.Throttled;
        return status.Code?.Kind switch
        {
            ResponseCodeKind.OverQuota => ConnectorFaults.OverQuota,
            ResponseCodeKind.InUse or ResponseCodeKind.Unavailable or ResponseCodeKind.ServerBug or ResponseCodeKind.Corruption => Unavailable(doing, status),
            ResponseCodeKind.NoPerm => ConnectorFaults.NoPermission,
            ResponseCodeKind.NonExistent or ResponseCodeKind.TryCreate when doing != Doing.SigningIn => ConnectorFaults.FolderUnavailable,
            ResponseCodeKind.AlreadyExists => ConnectorFaults.FolderRefused,
            ResponseCodeKind.TooBig => ConnectorFaults.MessageTooLarge,
            ResponseCodeKind.PrivacyRequired => ConnectorFaults.NoCommonMechanism,
            _ => ByWords(status, doing),
        };
    }

    private static FaultKind Unavailable(Doing doing, ImapStatus status) => doing switch
    {
        Doing.SigningIn => ConnectorFaults.SignInUnavailable,
        Doing.ReadingMessage when status.Is(ResponseCodeKind.Corruption) => ConnectorFaults.MessageUnreadable,
        _ => ConnectorFaults.TemporarilyUnavailable,
    };

    private static FaultKind ByWords(ImapStatus status, Doing doing) => doing switch
    {
        Doing.SigningIn => TooMany(status.Text) ? ConnectorFaults.TooManyConnections : ConnectorFaults.CredentialsRefused,
        Doing.OpeningFolder => ConnectorFaults.FolderUnavailable,
        Doing.ChangingFolder or Doing.ChangingMessages => ConnectorFaults.FolderRefused,
        Doing.ReadingMessage => ConnectorFaults.MessageUnreadable,
        // Servers of before RFC 5530 say it in words only.
        _ when Says(status, "quota") || Says(status, "mailbox is full") => ConnectorFaults.OverQuota,
        _ when Says(status, "too large") || Says(status, "too big") || Says(status, "maximum size") => ConnectorFaults.MessageTooLarge,
        // Cyrus, when it cannot write: nothing is wrong with the message.
        _ when Says(status, "I/O error") => ConnectorFaults.TemporarilyUnavailable,
        _ => ConnectorFaults.MessageRefused,
    };

    private static bool Says(ImapStatus status, string words) => status.Text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static bool TooMany(string text) =>
        text.Contains("too many", StringComparison.OrdinalIgnoreCase) || text.Contains("maximum number of connections", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What servers say when they want to be left alone for a while.</summary>
internal static class BackOff
{
    private const string ExchangeHint = "Suggested Backoff Time:";

    /// <summary>The time that the words name ("Suggested Backoff Time: 299961 milliseconds", Exchange), or null; at most a day.</summary>
    internal static TimeSpan? In(string text)
    {
        var at = text.IndexOf(ExchangeHint, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var digits = text.AsSpan(at + ExchangeHint.Length).TrimStart();
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        if (end >= 0) digits = digits[..end];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, 86_400_000))
            : null;
    }

    /// <summary>True when the answer is about our pace and not about what was asked.</summary>
    internal static bool IsThrottling(ImapStatus status) =>
        status.Is(ResponseCodeKind.Limit) || In(status.Text) is not null
        || Array.Exists(Words, w => status.Text.Contains(w, StringComparison.OrdinalIgnoreCase))
        || (status.Code is { Kind: ResponseCodeKind.Other } code && code.Name.Equals("THROTTLED", StringComparison.OrdinalIgnoreCase));

    // Gmail, Exchange, Yahoo and Zimbra, as quoted in public trackers.
    private static readonly string[] Words =
        ["throttl", "rate limit", "bandwidth limit", "exceeded command", "too many requests", "too many commands", "request is rate", "try again later because"];
}

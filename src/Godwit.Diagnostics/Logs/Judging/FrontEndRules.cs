using static Godwit.Diagnostics.Logs.Answer;

namespace Godwit.Diagnostics.Logs;

/// <summary>What a line of the front end's proxy log, or of a Godwit proxy's authorisation log, means: by the reason that it names, then by who said the status. Texts may be in any language; names are not.</summary>
internal static class FrontEndRules
{
    /// <summary>The answer that the line tells of.</summary>
    public static Answer Of(LogEntry entry)
    {
        if (entry.Kind == LogKind.Authorisation) return entry.Error == "Denied" ? ByReason(entry) : None;
        if (entry.Status == 401) return new Answer(entry.User.Length > 0 ? AnswerKind.Leg : AnswerKind.Challenge);
        if (entry.Status is >= 200 and < 300 || entry.Status is 400 or 415) return Served;
        return ByReason(entry) is { Kind: not AnswerKind.None } named ? named : ByStatus(entry);
    }

    private static Answer ByReason(LogEntry entry) => entry.Reason switch
    {
        "MRSProxyDisabled" => For(PermissionFindings.Forbidden),
        "NotInRoleGroup" or "RoleIsNotEnough" => For(PermissionFindings.NotInRoleGroup),
        "SslOffload" => For(PermissionFindings.TlsOffloaded),
        "AddressBlocked" => For(PermissionFindings.AddressRestricted),
        "ConnectionLimit" => For(BackEndFindings.ConnectionLimit),
        "OwnerUnreachable" or "OwnerLost" => For(BackEndFindings.Unreachable),
        "NotTheOwner" => For(BackEndFindings.Unavailable),
        "ServerNotFound" => For(BackEndFindings.MailboxServerNotFound),
        _ => ByException(entry),
    };

    private static Answer ByException(LogEntry entry)
    {
        if (Says(entry, "TrustFailure")) return For(BackEndFindings.CertificateUntrusted);
        if (Says(entry, HttpProxyLayout.ToDownLevel) || (entry.Status >= 500 && entry.TargetVersion.StartsWith("14.", StringComparison.Ordinal))) return For(BackEndFindings.DownLevel);
        return Says(entry, "ConnectFailure") || Says(entry, "NameResolutionFailure") || Says(entry, "=Timeout") || Says(entry, "ReceiveFailure") ? For(BackEndFindings.Unreachable) : None;
    }

    private static Answer ByStatus(LogEntry entry) => entry.Status switch
    {
        403 => For(PermissionFindings.Forbidden, Confidence.Likely),
        500 => For(BackEndFindings.ServerError),
        502 or 504 => For(BackEndFindings.Unreachable),
        503 => For(BackEndFindings.Unavailable, entry.TargetStatus == 503 ? Confidence.Certain : Confidence.Likely),
        _ => None,
    };

    private static bool Says(LogEntry entry, string words) => entry.Error.Contains(words, StringComparison.Ordinal);
}

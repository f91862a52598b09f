using static Godwit.Diagnostics.Logs.Answer;

namespace Godwit.Diagnostics.Logs;

/// <summary>What a line of the web server's access log means: by status, sub-status and code. A 401 alone is a leg of a handshake unless its code says more.</summary>
internal static class WebServerRules
{
    private const int PlainPort = 80;
    private static readonly long[] BrokenOff = [64, 121, 995, 1236];

    /// <summary>The answer that the line tells of.</summary>
    public static Answer Of(LogEntry entry) => entry.Status switch
    {
        401 => Unauthorised(entry.SubStatus, entry.Win32),
        403 => entry.Port == PlainPort ? For(PermissionFindings.TlsOffloaded, entry.SubStatus == 4 ? Confidence.Certain : Confidence.Likely) : Forbidden(entry.SubStatus),
        404 => NotFound(entry.SubStatus),
        405 => For(WebServerFindings.VerbRefused),
        413 => For(WebServerFindings.BodyTooLarge),
        400 => entry.Method == "POST" && entry.User.Length > 0 ? For(WebServerFindings.BadRequestMidMove, Confidence.Possible) : Served,
        415 => Served,
        500 => entry.SubStatus is 19 or (>= 21 and <= 24) ? For(WebServerFindings.ConfigurationBroken) : For(BackEndFindings.ServerError, Confidence.Likely),
        502 or 504 => For(BackEndFindings.Unreachable, Confidence.Likely),
        503 => For(BackEndFindings.Unavailable, entry.User.Length > 0 ? Confidence.Likely : Confidence.Possible),
        >= 200 and < 300 => BrokenOff.Contains(entry.Win32) ? For(WebServerFindings.CutShort, Confidence.Likely) : Served,
        _ => None,
    };

    private static Answer Unauthorised(int subStatus, long win32) => win32 switch
    {
        Win32Codes.LogonFailure or Win32Codes.LogonDenied => For(SigningInFindings.PasswordRefused),
        (>= 1327 and <= 1331) or 1385 or 1793 or 1907 or 1909 => For(SigningInFindings.AccountRestricted),
        1311 or 1355 or 1722 or 1787 or 1789 or Win32Codes.NoAuthority => For(SigningInFindings.NoDomainController),
        1396 or Win32Codes.WrongPrincipal => For(SigningInFindings.WrongPrincipal),
        1398 or Win32Codes.TimeSkew => For(SigningInFindings.ClockSkew),
        Win32Codes.BadBindings => For(SigningInFindings.ChannelBinding),
        Win32Codes.InvalidToken or Win32Codes.MessageAltered or Win32Codes.OutOfSequence => For(SigningInFindings.HandshakeTorn),
        _ => new Answer(subStatus == 2 ? AnswerKind.Challenge : AnswerKind.Leg),
    };

    private static Answer Forbidden(int subStatus) => subStatus switch
    {
        4 => For(PermissionFindings.TlsOffloaded),
        6 or 503 or 504 => For(PermissionFindings.AddressRestricted),
        501 or 502 => For(PermissionFindings.RateRestricted),
        7 or 13 or 14 or 16 or 17 => For(PermissionFindings.ClientCertificate),
        _ => For(PermissionFindings.Forbidden, Confidence.Likely),
    };

    private static Answer NotFound(int subStatus) => subStatus switch
    {
        2 or 3 or 4 or 17 => For(WebServerFindings.HandlerMissing),
        >= 5 and <= 20 => For(WebServerFindings.RequestFiltered),
        501 or 502 => For(PermissionFindings.RateRestricted),
        _ => For(WebServerFindings.NotAtThisSite, Confidence.Likely),
    };
}

using System.Collections.Frozen;
using static Godwit.Diagnostics.Logs.Answer;

namespace Godwit.Diagnostics.Logs;

/// <summary>What a line of HTTP.sys's error log means: by its reason.</summary>
internal static class HttpErrRules
{
    private static readonly FrozenDictionary<string, FindingKind> Causes = new (string[] Reasons, FindingKind Cause)[]
    {
        (HttpErrReasons.PoolOff, HttpSysFindings.PoolOff),
        (HttpErrReasons.NoRoom, HttpSysFindings.NoRoom),
        (HttpErrReasons.WorkerGone, HttpSysFindings.WorkerGone),
        (HttpErrReasons.WorkerHangs, HttpSysFindings.NoRoom),
        (HttpErrReasons.TooSlow, HttpSysFindings.TooSlow),
        (HttpErrReasons.HeaderTooLarge, HttpSysFindings.HeaderTooLarge),
        (HttpErrReasons.TooLarge, WebServerFindings.BodyTooLarge),
        ([HttpErrReasons.Renegotiation], PermissionFindings.ClientCertificate),
        ([HttpErrReasons.Hostname], HttpSysFindings.HostUnknown),
        ([HttpErrReasons.NotFound], HttpSysFindings.NothingListens),
    }.SelectMany(row => row.Reasons.Select(reason => KeyValuePair.Create(reason, row.Cause))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The answer that the line tells of. What has no path was refused before the request was read, and may have been anybody's: it counts for the causes that are the same for all of a server's
    /// callers.
    /// </summary>
    public static Answer Of(LogEntry entry)
    {
        if (!Causes.TryGetValue(entry.Reason, out var cause)) return None;
        if (entry.Path == PathKind.MrsProxy) return For(cause);
        return cause == HttpSysFindings.PoolOff || cause == HttpSysFindings.WorkerGone || cause == HttpSysFindings.NoRoom || cause == HttpSysFindings.HeaderTooLarge ? For(cause, Confidence.Possible) : None;
    }
}

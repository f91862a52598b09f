namespace Godwit.Diagnostics.Logs;

/// <summary>Where a Windows server keeps the logs of an endpoint, unless somebody moved them.</summary>
public static class LocalLogs
{
    /// <summary>The folders that exist here; empty on a machine that is no such server.</summary>
    /// <param name="environment">Tells the value of an environment variable, or null.</param>
    public static IReadOnlyList<string> Find(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return [.. Places(environment).Where(Directory.Exists)];
    }

    private static IEnumerable<string> Places(Func<string, string?> environment)
    {
        if (environment("SystemDrive") is { Length: > 0 } drive) yield return Path.Join(drive + Path.DirectorySeparatorChar, "inetpub", "logs", "LogFiles");
        if (environment("SystemRoot") is { Length: > 0 } root) yield return Path.Join(root, "System32", "LogFiles", "HTTPERR");
        if (environment("ExchangeInstallPath") is not { Length: > 0 } exchange) yield break;
        yield return Path.Join(exchange, "Logging", "HttpProxy", "Ews");
        yield return Path.Join(exchange, "Logging", "MailboxReplicationService");
        yield return Path.Join(exchange, "Logging", "MrsProxyAuthorization");
    }
}

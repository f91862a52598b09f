namespace Godwit.Diagnostics.Logs;

/// <summary>Where a Windows server keeps the logs of an endpoint, unless somebody moved them.</summary>
public static class LocalLogs
{
    private const string UsualPlaceOfExchange = @"Microsoft\Exchange Server\V15";
    private static readonly string[] OfExchange = [@"HttpProxy\Ews", "EWS", "MailboxReplicationService", "MrsProxyAuthorization"];

    /// <summary>The folders that exist here; empty on a machine that is no such server.</summary>
    /// <param name="environment">Tells the value of an environment variable, or null.</param>
    public static IReadOnlyList<string> Find(Func<string, string?> environment) => [.. Places(environment).Where(Directory.Exists)];

    /// <summary>The folders where they would be: of IIS, of HTTP.sys, of Exchange, as paths of Windows on whichever system this runs.</summary>
    /// <param name="environment">Tells the value of an environment variable, or null. Without <c>ExchangeInstallPath</c>, which services and old sessions lack, Exchange is looked for where its setup puts it.</param>
    public static IReadOnlyList<string> Places(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var places = new List<string>();
        if (environment("SystemDrive") is { Length: > 0 } drive) places.Add(Below(drive, @"inetpub\logs\LogFiles"));
        if (environment("SystemRoot") is { Length: > 0 } root) places.Add(Below(root, @"System32\LogFiles\HTTPERR"));
        var exchange = environment("ExchangeInstallPath") is { Length: > 0 } set ? set : environment("ProgramFiles") is { Length: > 0 } programs ? Below(programs, UsualPlaceOfExchange) : null;
        if (exchange is not null) places.AddRange(OfExchange.Select(log => Below(exchange, @"Logging\" + log)));
        return places;
    }

    private static string Below(string folder, string path) => folder.TrimEnd('\\') + '\\' + path;
}

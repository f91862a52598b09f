using System.Net;
using Godwit.Proxy.AllowList;

namespace Godwit.Proxy.Configuration;

/// <summary>Reads the keys of a configuration, section by section.</summary>
/// <param name="root">The whole file.</param>
/// <param name="name">The file's name without its extension: files of the proxy's own beside it begin so.</param>
internal sealed class ConfigurationReader(ConfigurationSection root, string name)
{
    private const int Gigabyte = 1024 * 1024 * 1024;

    public ProxyConfiguration Read()
    {
        var server = root.Text("server", Environment.MachineName)!;
        var configuration = new ProxyConfiguration
        {
            Server = server,
            DirectoryFile = root.FilePath("virtual-directory", $"{name}.virtual-directory.json")!,
            Listening = Listening(root.Section("limits")),
            Authentication = Authentication(),
            RoleGroup = root.Text("role-group", "Recipient Management")!,
            AllowList = AllowList(root.Section("allow")),
            Balancers = Ranges(root, "balancers"),
            MetricsReaders = Ranges(root, "metrics-readers"),
            ConnectionWait = root.Seconds("connection-wait-seconds", 10, 0, 600),
            Logs = Logs(root.Section("logs")),
            Routing = Routing(root.Section("routing")),
            Stores = StoreReader.Read(root.Section("stores")),
        };
        if (!IsServerName(server)) root.Problem("server", "must be a name of letters, digits, dots and dashes.");
        root.NothingElse();
        return configuration;
    }

    private ListeningSettings Listening(ConfigurationSection limits)
    {
        var path = root.Text("path", ProxyConfiguration.DefaultPath)!;
        if (path.Length < 2 || path[0] != '/' || path[^1] == '/' || path.AsSpan().ContainsAny("?#%\\ ")) root.Problem("path", "must begin with a slash, not end with one, and hold no ? # % or blank.");
        var settings = new ListeningSettings
        {
            Addresses = EndPoints(root, "listen", "443"),
            RefusingAddresses = EndPoints(root, "refuse-plain"),
            Path = path,
            Certificate = Certificate(root, required: true),
            MaxRequestBytes = limits.Number("request-bytes", Gigabyte, 1024, int.MaxValue),
            HeadTimeout = limits.Seconds("head-seconds", 15, 1, 600),
            IdleTimeout = limits.Seconds("idle-seconds", 130, 1, 3600),
            RequestTimeout = limits.Seconds("request-seconds", 3600, 10, 86400),
            MinBytesPerSecond = limits.Number("min-bytes-per-second", 240, 0, 1_000_000),
            MaxTcpConnections = limits.Number("tcp-connections", 2000, 1, 1_000_000),
        };
        limits.NothingElse();
        return settings;
    }

    private static CertificateSettings Certificate(ConfigurationSection section, bool required)
    {
        var file = section.FilePath("certificate");
        if (file is null && required) section.Problem(null, "'certificate' is missing: a PEM or PFX file with the certificate that clients see.");
        return new CertificateSettings(file ?? "", section.FilePath("certificate-key"), section.FilePath("certificate-password-file"));
    }

    private AuthenticationSettings Authentication()
    {
        var settings = new AuthenticationSettings
        {
            UsersFile = root.FilePath("users", $"{name}.users.json")!,
            UserKeyFile = root.FilePath("user-key-file"),
            Domain = root.Text("domain", "GODWIT")!,
            Keytab = root.FilePath("keytab"),
            Ldap = Ldap(root.Section("ldap")),
            Bearer = Bearer(root.Section("bearer")),
            LongestDelay = root.Seconds("failure-delay-seconds", 8, 0, 60),
        };
        if (settings.Domain.Length > 15 || settings.Domain.AsSpan().ContainsAny("\\/@ ")) root.Problem("domain", "must be a short domain name of at most 15 characters.");
        return settings;
    }

    private static LdapSettings? Ldap(ConfigurationSection section)
    {
        if (!section.Exists) return null;
        var url = section.Required("url", "ldaps://HOST[:PORT], or ldap://HOST[:PORT] for StartTLS");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("ldap" or "ldaps"))
        {
            section.Problem("url", "must be ldaps://HOST[:PORT] or ldap://HOST[:PORT].");
            uri = new Uri("ldaps://invalid");
        }
        var template = section.Required("bind", "the name to sign in as, uid={user},ou=people,dc=example");
        if (!template.Contains("{user}", StringComparison.Ordinal)) section.Problem("bind", "must hold {user}.");
        var tls = uri.Scheme == "ldaps";
        var settings = new LdapSettings(
            uri.Host, uri.Port > 0 ? uri.Port : tls ? 636 : 389, tls, section.Flag("plain", false), template, section.Text("groups"));
        section.NothingElse();
        return settings;
    }

    private static BearerSettings? Bearer(ConfigurationSection section)
    {
        if (!section.Exists) return null;
        var settings = Issuer(section);
        section.NothingElse();
        return settings;
    }

    /// <summary>Whoever issues bearer tokens, from a section that may hold more.</summary>
    internal static BearerSettings Issuer(ConfigurationSection section)
    {
        var metadata = HttpsAddress(section, "metadata");
        var settings = new BearerSettings(
            section.Required("issuer", "the issuer as tokens name it"), section.Required("audience", "whom tokens must be for"),
            metadata, section.FilePath("keys"), section.Text("name-claim", "preferred_username")!, section.Text("groups-claim", "groups")!);
        if (settings.Metadata is null == settings.KeysFile is null) section.Problem(null, "the issuer of tokens needs either metadata (an https address) or keys (a JWKS file).");
        return settings;
    }

    private AllowListSettings? AllowList(ConfigurationSection section)
    {
        if (!section.Exists) return null;
        var settings = new AllowListSettings(
            Ranges(section, "ranges"), section.FilePath("file"), HttpsAddress(section, "feed"),
            section.FilePath("feed-cache", $"{name}.allow-feed.json"), section.Seconds("feed-seconds", 3600, 600, 604800));
        section.NothingElse();
        return settings;
    }

    private static LogSettings? Logs(ConfigurationSection section)
    {
        var settings = new LogSettings(section.FilePath("folder", "logs")!, section.Choice("rotate", "daily", "hourly") == "hourly", section.Number("keep-days", 30, 0, 3650));
        section.NothingElse();
        return settings;
    }

    private static RoutingSettings? Routing(ConfigurationSection section)
    {
        if (!section.Exists) return null;
        var map = section.FilePath("map") ?? "";
        if (map.Length == 0) section.Problem(null, "'routing' needs a map: the file that all servers share.");
        var authority = section.FilePath("ca") ?? "";
        if (authority.Length == 0) section.Problem(null, "'routing' needs a ca: the only authority that the servers' certificates may come from.");
        var settings = new RoutingSettings(map, EndPoints(section, "listen", "444").FirstOrDefault(new IPEndPoint(IPAddress.Any, 444)), Certificate(section, required: true), authority);
        section.NothingElse();
        return settings;
    }

    private static Uri? HttpsAddress(ConfigurationSection section, string key)
    {
        if (section.Text(key) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps) return uri;
        section.Problem(key, "must be an https address.");
        return null;
    }

    /// <summary>Address ranges.</summary>
    internal static List<AddressRange> Ranges(ConfigurationSection section, string key)
    {
        var ranges = new List<AddressRange>();
        foreach (var text in section.List(key))
            if (AddressRange.TryRead(text, out var range)) ranges.Add(range);
            else section.Problem(key, $"holds '{OtherSideText.Show(text)}', which is not an address range such as 192.0.2.0/24.");
        return ranges;
    }

    /// <summary>A port alone listens on every address of the machine.</summary>
    internal static List<IPEndPoint> EndPoints(ConfigurationSection section, string key, params string[] otherwise)
    {
        var points = new List<IPEndPoint>();
        foreach (var text in section.List(key, otherwise))
            if (ushort.TryParse(text, System.Globalization.NumberStyles.None, null, out var port)) points.Add(new IPEndPoint(IPAddress.IPv6Any, port));
            else if (text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var point)) points.Add(point);
            else section.Problem(key, $"holds '{OtherSideText.Show(text)}', which is neither a port nor ADDRESS:PORT.");
        return points;
    }

    private static bool IsServerName(string server) => server.Length is > 0 and <= 255 && server.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}

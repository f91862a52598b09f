using System.Net;
using Godwit.Server.Provisioning;
using Godwit.Store.Moves;

namespace Godwit.Server.Configuration;

/// <summary>The configuration of the service, as it is in force.</summary>
/// <param name="Node">This node's name.</param>
/// <param name="DataFolder">Where everything is kept; absolute.</param>
/// <param name="Listen">Where the API is served; HTTPS always.</param>
/// <param name="Certificate">Its certificate; null: one of its own.</param>
/// <param name="Workers">The most moves at once on this node.</param>
/// <param name="NameServers">Servers of DNS that Autodiscover asks instead of the system's; empty for the system's.</param>
/// <param name="Targets">The stores that moves can write to, and read from without an endpoint.</param>
internal sealed record ServiceConfiguration(string Node, string DataFolder, IReadOnlyList<IPEndPoint> Listen, CertificateSettings? Certificate, int Workers, IReadOnlyList<IPEndPoint> NameServers, StoreTable Targets)
{
    /// <summary>The database of the records; null: a file in the data folder.</summary>
    public PostgresSettings? Database { get; init; }

    /// <summary>The folder with the keys that secrets are encrypted with; null: in the data folder. Nodes that share a database share it too.</summary>
    public string? Keys { get; init; }

    /// <summary>Who issues tokens that count here; null: nobody but this service.</summary>
    public IssuerSettings? Issuer { get; init; }

    /// <summary>The folder of the access log; null: in the data folder.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Access logs older than so many days are removed; 0 keeps them until there are too many.</summary>
    public int LogDays { get; init; } = UsualLogDays;

    /// <summary><see cref="LogDays"/> when nobody says.</summary>
    internal const int UsualLogDays = 30;

    /// <summary>Who may read the metrics without signing in.</summary>
    public IReadOnlyList<AddressRange> MetricsReaders { get; init; } = [];

    /// <summary>A sync on which nothing has happened for so long is called stuck.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromSeconds(UsualStuckSeconds);

    /// <summary><see cref="StuckAfter"/> when nobody says, in seconds.</summary>
    internal const int UsualStuckSeconds = 900;

    /// <summary>What makes target mailboxes that are missing; null: nothing.</summary>
    public ProvisioningSettings? Provisioning { get; init; }
}

/// <summary>A configuration that was read, with the origin of each value.</summary>
/// <param name="Configuration">What is in force.</param>
/// <param name="Effective">Each value with its origin.</param>
internal sealed record ReadServiceConfiguration(ServiceConfiguration Configuration, IReadOnlyList<EffectiveValue> Effective);

/// <summary>Reads the configuration file of the service.</summary>
internal static class ServiceConfigurationFile
{
    private const int UsualWorkers = 100, MostWorkers = 1000;

    /// <summary>Reads a configuration. Without a file everything is as it is by default, and there are no targets.</summary>
    /// <exception cref="ConfigurationException">It cannot be used; all reasons are told at once.</exception>
    public static ReadServiceConfiguration Read(string path, bool mayBeMissing, IReadOnlyDictionary<string, string> flags, Func<string, string?> environment)
    {
        var full = Path.GetFullPath(path);
        var source = new ConfigurationSource(Path.GetFileName(full), Path.GetDirectoryName(full)!, flags, environment, "GODWIT_SERVICE_", static told => new Fault(MoveFaults.BadConfiguration, Side.Service, told));
        var root = mayBeMissing && !File.Exists(full) ? new ConfigurationSection(source, null, "") : ConfigurationDocument.Root(full, source);
        var configuration = Read(root, environment);
        source.ThrowIfProblems();
        return new ReadServiceConfiguration(configuration, source.Effective);
    }

    private static ServiceConfiguration Read(ConfigurationSection root, Func<string, string?> environment)
    {
        var node = root.Text("node", Environment.MachineName)!;
        if (node.Length is 0 or > 64 || node.Any(char.IsControl)) root.Problem("node", "must have 1 to 64 characters.");
        var certificate = root.FilePath("certificate");
        var settings = certificate is null ? null : new CertificateSettings(certificate, root.FilePath("certificate-key"), root.FilePath("certificate-password-file"));
        var (targets, logs) = (root.Section("targets"), root.Section("logs"));
        var configuration = new ServiceConfiguration(
            node, root.FilePath("data", ServiceDefaults.DataFolder(environment))!, root.EndPoints("listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ServiceDefaults.Port}")),
            settings, root.Number("workers", UsualWorkers, 1, MostWorkers), root.EndPoints("name-servers"), TargetReader.Read(targets))
        {
            Database = DatabaseReader.Read(root.Section("database")),
            Keys = root.FilePath("keys"),
            LogFolder = logs.FilePath("folder"),
            LogDays = logs.Number("keep-days", ServiceConfiguration.UsualLogDays, 0, 3650),
            Issuer = IssuerReader.Read(root.Section("openid-connect")),
            MetricsReaders = root.AddressRanges("metrics-readers"),
            StuckAfter = root.Seconds("stuck-after-seconds", ServiceConfiguration.UsualStuckSeconds, 60, 86_400),
            Provisioning = ProvisioningReader.Read(root.Section("provisioning")),
        };
        if (configuration is { Database: not null, Keys: null }) root.Problem("database", "needs 'keys' too: the folder with the encryption keys, the same one on every node.");
        logs.NothingElse();
        root.NothingElse();
        return configuration;
    }
}

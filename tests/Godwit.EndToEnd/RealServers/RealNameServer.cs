using System.Globalization;
using System.Net;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.RealServers;

/// <summary>What a zone holds.</summary>
/// <param name="Records">Its records in master form (RFC 1035 section 5), names relative to the domain.</param>
internal sealed record ZoneText(params IReadOnlyList<string> Records)
{
    /// <summary>False for a server that refuses whoever asks.</summary>
    public bool IsAllowed { get; init; } = true;
}

/// <summary>BIND with one zone: in the foreground, on a port of loopback, with everything it writes in a folder of the test.</summary>
internal sealed class RealNameServer(string name, int port) : IAsyncDisposable
{
    private BackgroundProgram? _running;

    /// <summary>Where it answers.</summary>
    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, port);

    /// <summary>Starts it and returns when it has its zone.</summary>
    public async Task StartAsync(TemporaryFolder folder, string domain, ZoneText zone)
    {
        var home = Directory.CreateDirectory(folder[name]).FullName;
        await File.WriteAllTextAsync(Path.Combine(home, "zone"), string.Join('\n', ["$TTL 300", $"@ IN SOA ns hostmaster 1 3600 600 86400 60", "@ IN NS ns", "ns IN A 127.0.0.1", .. zone.Records, ""]));
        await File.WriteAllTextAsync(Path.Combine(home, "named.conf"), $$"""
            options {
                directory "{{home}}";
                listen-on port {{EndPoint.Port}} { 127.0.0.1; };
                listen-on-v6 { none; };
                pid-file none;
                lock-file none;
                session-keyfile "{{home}}/session.key";
                managed-keys-directory "{{home}}";
                recursion no;
                minimal-responses yes;
                dnssec-validation no;
                empty-zones-enable no;
                allow-query { {{(zone.IsAllowed ? "any" : "none")}}; };
            };
            controls { };
            zone "{{domain}}" { type primary; file "zone"; check-names ignore; check-integrity no; };

            """);
        _running = BackgroundProgram.Start("named", "-g", "-n", "1", "-c", Path.Combine(home, "named.conf"), "-p", EndPoint.Port.ToString(CultureInfo.InvariantCulture));
        await _running.WaitForAsync("all zones loaded");
    }

    /// <summary>Ends it where it stands.</summary>
    public void Kill() => _running?.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_running is not null) await _running.DisposeAsync();
    }
}

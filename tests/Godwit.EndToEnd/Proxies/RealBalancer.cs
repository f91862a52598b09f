using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Proxies;

/// <summary>Debian's HAProxy or nginx before the proxies of an organisation: in the foreground, with a folder of its own, as a program of ours that ends with the test.</summary>
internal sealed class RealBalancer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProxyOrganisation _organisation;
    private BackgroundProgram? _program;

    private RealBalancer(ProxyOrganisation organisation) => (_organisation, Port) = (organisation, LoopbackPort.Claim(_folder.Path));

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts one with a sample of the page.</summary>
    public static async Task<RealBalancer> StartAsync(PublishedSample sample, ProxyOrganisation organisation)
    {
        var balancer = new RealBalancer(organisation);
        var file = balancer._folder["balancer.cfg"];
        var configuration = sample.For(organisation, balancer.Port).Text;
        await File.WriteAllTextAsync(file, sample.Kind == BalancerKind.Nginx ? balancer.InOwnFolder(configuration) : configuration);
        balancer._program = sample.Kind == BalancerKind.Nginx
            ? BackgroundProgram.Start("nginx", "-p", balancer._folder.Path, "-e", "stderr", "-c", file)
            : BackgroundProgram.Start("haproxy", "-db", "-f", file);
        await balancer._program.WaitForPortAsync(balancer.Port);
        return balancer;
    }

    /// <summary>Where nginx may write, and that it neither goes into the background nor logs elsewhere.</summary>
    private string InOwnFolder(string configuration)
    {
        string[] temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        var places = string.Concat(temporary.Select(name => $"\n    {name}_temp_path {_folder[name]};"));
        var lines = $"daemon off;\npid {_folder["pid"]};\nuser root;\n";
        return lines + configuration.Replace("http {", "http {\n    access_log off;" + places, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
        LoopbackPort.Release(_folder.Path);
        _folder.Dispose();
    }
}

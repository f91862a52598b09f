namespace Godwit.Laboratory.Devices;

/// <summary>Debian's HAProxy or nginx: in the foreground, with a configuration of its own, ended with its world.</summary>
internal sealed class RealDevice : IAsyncDisposable
{
    private readonly string _program;
    private readonly string _configuration;
    private BackgroundProgram? _running;

    private RealDevice(string program, string configuration) => (_program, _configuration) = (program, configuration);

    /// <summary>HAProxy that ends TLS and encrypts again.</summary>
    /// <param name="world">Its world.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="frontend">Lines of the front part, one or several.</param>
    /// <param name="backend">Lines of the back part.</param>
    /// <param name="bind">What stands behind the port; null for TLS with the right certificate.</param>
    /// <param name="server">What stands behind each server's port.</param>
    /// <param name="globals">Lines for the whole program.</param>
    public static RealDevice Haproxy(DeviceWorld world, int port, string frontend = "", string backend = "", string? bind = null, string server = "ssl verify none", string globals = "") => new("haproxy", $"""
        global
            tune.ssl.default-dh-param 2048
        {Indented(globals)}
        defaults
            mode http
            timeout connect 20s
            timeout client 30s
            timeout server 30s
            retries 0
        frontend mrs
            bind 127.0.0.1:{port} {bind ?? "ssl crt " + world.Certificate()}
        {Indented(frontend)}
            default_backend mrs
        backend mrs
            balance roundrobin
        {Indented(backend)}
        {Servers(world, server)}

        """);

    /// <summary>HAProxy that passes connections through.</summary>
    public static RealDevice HaproxyPassing(DeviceWorld world, int port, string frontend = "") => new("haproxy", $"""
        defaults
            mode tcp
            timeout connect 20s
            timeout client 30s
            timeout server 30s
            retries 0
        frontend mrs
            bind 127.0.0.1:{port}
        {Indented(frontend)}
            default_backend mrs
        backend mrs
            balance roundrobin
        {Servers(world, "")}

        """);

    /// <summary>nginx that ends TLS and encrypts again.</summary>
    /// <param name="world">Its world.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="server">Lines of the site beside the usual location; a location for the service's path has its say first.</param>
    /// <param name="location">Lines of the usual location.</param>
    /// <param name="scheme">How the servers are spoken to.</param>
    /// <param name="upstream">Lines behind the servers.</param>
    /// <param name="tls">The certificate's lines; null for the right one.</param>
    public static RealDevice Nginx(DeviceWorld world, int port, string server = "", string location = "", string scheme = "https", string upstream = "keepalive 8;", string? tls = null) => new("nginx", $$"""
        daemon off;
        master_process off;
        user root;
        pid {{world["nginx.pid"]}};
        events { worker_connections 256; }
        http {
            access_log off;
            client_body_temp_path {{world["body"]}}; proxy_temp_path {{world["proxy"]}}; fastcgi_temp_path {{world["fastcgi"]}}; uwsgi_temp_path {{world["uwsgi"]}}; scgi_temp_path {{world["scgi"]}};
            upstream mrs {
                {{string.Join(' ', world.Ports.Select(node => $"server 127.0.0.1:{node};"))}}
                {{upstream}}
            }
            server {
                listen 127.0.0.1:{{port}} ssl;
                server_name {{world.World.HostName}};
                {{tls ?? $"ssl_certificate {world.Certificate()}; ssl_certificate_key {world.Certificate()};"}}
                {{server}}
                location / {
                    {{location}}
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $host;
                    proxy_pass {{scheme}}://mrs;
                }
            }
        }
        """);

    public async Task StartAsync(TemporaryFolder folder, int port)
    {
        var file = folder[_program + ".cfg"];
        await File.WriteAllTextAsync(file, _configuration);
        _running = _program == "nginx" ? BackgroundProgram.Start("nginx", "-p", folder.Path, "-e", "stderr", "-c", file) : BackgroundProgram.Start("haproxy", "-db", "-f", file);
        await _running.WaitForPortAsync(port);
    }

    private static string Indented(string lines) => string.Join('\n', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => "    " + line.Trim()));

    private static string Servers(DeviceWorld world, string options) =>
        string.Join('\n', world.Ports.Select((port, number) => string.Create(CultureInfo.InvariantCulture, $"    server s{number} 127.0.0.1:{port} {options}").TrimEnd()));

    public async ValueTask DisposeAsync()
    {
        if (_running is not null) await _running.DisposeAsync();
    }
}

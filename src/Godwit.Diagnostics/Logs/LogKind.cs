namespace Godwit.Diagnostics.Logs;

/// <summary>Who wrote a line, and so how far a request had come when it was written.</summary>
public enum LogKind
{
    /// <summary>Not known.</summary>
    None,
    /// <summary>A packet filter: nftables, iptables, or a firewall's table with a column map.</summary>
    Firewall,
    /// <summary>A balancer or reverse proxy: HAProxy, nginx, Apache.</summary>
    Balancer,
    /// <summary>HTTP.sys: what the web server's kernel part refused before any application saw it.</summary>
    HttpErr,
    /// <summary>The access log of a front end in the W3C extended format.</summary>
    WebServer,
    /// <summary>The log of the front end's proxy module: where a request was sent, and what came back.</summary>
    HttpProxy,
    /// <summary>Who was let in and who was not, of a Godwit proxy.</summary>
    Authorisation,
    /// <summary>The wire log of Godwit's own worker: which answers it got, by the proxy's request ids.</summary>
    Worker,
    /// <summary>The access log of Godwit's migration service: what console and command line asked of it, by the ids that both gave.</summary>
    Service,
    /// <summary>Text such as a move report, or another application's log with columns: only known error texts are looked for.</summary>
    Text,
}

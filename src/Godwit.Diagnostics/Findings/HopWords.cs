namespace Godwit.Diagnostics.Findings;

/// <summary>The hops as an administrator calls them.</summary>
public static class HopWords
{
    /// <summary>The hop in words.</summary>
    public static string Of(Hop hop) => hop switch
    {
        Hop.Autodiscover => "Autodiscover",
        Hop.Dns => "DNS",
        Hop.Tcp => "network",
        Hop.Tls => "TLS",
        Hop.Edge => "devices in front",
        Hop.FrontEnd => "web server and front end",
        Hop.Authentication => "signing in",
        Hop.Authorisation => "permission",
        Hop.BackEnd => "behind the front end",
        _ => "the move",
    };
}

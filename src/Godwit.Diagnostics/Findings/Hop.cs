namespace Godwit.Diagnostics.Findings;

/// <summary>The hops of a request on its way to the mailbox, in the order in which it passes them. The first broken one is the verdict.</summary>
public enum Hop
{
    /// <summary>Finding the endpoint from an address.</summary>
    Autodiscover,
    /// <summary>From the name to its addresses.</summary>
    Dns,
    /// <summary>From here to an open port.</summary>
    Tcp,
    /// <summary>An encrypted connection with whom we mean.</summary>
    Tls,
    /// <summary>Devices in front: firewall, publishing, balancer.</summary>
    Edge,
    /// <summary>The web server and the front end of the mail system.</summary>
    FrontEnd,
    /// <summary>Signing in.</summary>
    Authentication,
    /// <summary>Being allowed to.</summary>
    Authorisation,
    /// <summary>What answers behind the front end: the mailbox server and the replication service.</summary>
    BackEnd,
    /// <summary>The move itself.</summary>
    Move,
}

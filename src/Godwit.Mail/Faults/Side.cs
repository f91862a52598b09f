namespace Godwit.Mail;

/// <summary>Where a fault lies, as far as it is proven.</summary>
public enum Side
{
    /// <summary>The store that is read.</summary>
    Source,
    /// <summary>The MRS Proxy in front of a store.</summary>
    Proxy,
    /// <summary>What lies between: DNS, firewall, balancer, link.</summary>
    Network,
    /// <summary>The store that is written.</summary>
    Target,
    /// <summary>Ourselves: configuration, state, disk.</summary>
    Service,
}

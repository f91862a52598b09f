using System.Net;

namespace Godwit.Network.Dns;

/// <summary>The record types that are asked for, with their numbers (RFC 1035 section 3.2.2, RFC 3596, RFC 2782).</summary>
public enum DnsRecordType
{
    /// <summary>An IPv4 address.</summary>
    A = 1,
    /// <summary>Another name for the same.</summary>
    Cname = 5,
    /// <summary>A mail server of a domain.</summary>
    Mx = 15,
    /// <summary>Text.</summary>
    Txt = 16,
    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,
    /// <summary>The host and port of a service.</summary>
    Srv = 33,
}

/// <summary>A record of an answer.</summary>
/// <param name="Name">Whose record it is, without the final dot.</param>
/// <param name="TimeToLive">How long it may be remembered.</param>
public abstract record DnsRecord(string Name, TimeSpan TimeToLive);

/// <summary>An A or AAAA record.</summary>
/// <param name="Name">Whose record it is.</param>
/// <param name="TimeToLive">How long it may be remembered.</param>
/// <param name="Address">The address.</param>
public sealed record AddressRecord(string Name, TimeSpan TimeToLive, IPAddress Address) : DnsRecord(Name, TimeToLive);

/// <summary>A CNAME record.</summary>
/// <param name="Name">Whose record it is.</param>
/// <param name="TimeToLive">How long it may be remembered.</param>
/// <param name="Target">The name that is meant.</param>
public sealed record AliasRecord(string Name, TimeSpan TimeToLive, string Target) : DnsRecord(Name, TimeToLive);

/// <summary>An MX record.</summary>
/// <param name="Name">Whose record it is.</param>
/// <param name="TimeToLive">How long it may be remembered.</param>
/// <param name="Preference">The lower the sooner.</param>
/// <param name="Target">The mail server.</param>
public sealed record MailServerRecord(string Name, TimeSpan TimeToLive, int Preference, string Target) : DnsRecord(Name, TimeToLive);

/// <summary>A TXT record, its strings joined.</summary>
/// <param name="Name">Whose record it is.</param>
/// <param name="TimeToLive">How long it may be remembered.</param>
/// <param name="Text">The text; bytes beyond ASCII as Latin-1.</param>
public sealed record TextRecord(string Name, TimeSpan TimeToLive, string Text) : DnsRecord(Name, TimeToLive);

/// <summary>An SRV record (RFC 2782).</summary>
/// <param name="Name">Whose record it is.</param>
/// <param name="TimeToLive">How long it may be remembered.</param>
/// <param name="Priority">The lower the sooner.</param>
/// <param name="Weight">Among equals the share of the load.</param>
/// <param name="Port">The port.</param>
/// <param name="Target">The host; empty when the service is decidedly not offered.</param>
public sealed record ServiceRecord(string Name, TimeSpan TimeToLive, int Priority, int Weight, int Port, string Target) : DnsRecord(Name, TimeToLive);

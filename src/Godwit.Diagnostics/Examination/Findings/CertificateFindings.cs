namespace Godwit.Diagnostics.Examination;

/// <summary>What can be wrong with the certificate. All of it shows in the handshake itself, by standards.</summary>
public static class CertificateFindings
{
    private const string Next = "godwit examine HOST --via SERVER-ADDRESS";

    /// <summary>Not for the name.</summary>
    public static readonly FindingKind WrongName = new("GW5030", "The certificate is not for this name", Hop.Tls, "F18", "RFC 9525")
    {
        Basis = FactBasis.Standard,
        Symptom = "Could not establish trust relationship for the SSL/TLS secure channel.",
        Cause = "The name is not among the certificate's alternative names. A wildcard stands for one label only, and the subject's common name does not count.",
        Difference = "GW5037 has the right certificate without SNI; with GW5036 only some handshakes show the wrong one.",
        Fix = "Issue the certificate again with HOST among its names, or create the endpoint under a name that it has.",
        NextCommand = Next,
    };

    /// <summary>Self-signed.</summary>
    public static readonly FindingKind SelfSigned = new("GW5031", "The certificate was signed by itself", Hop.Tls, "F19", "RFC 5280")
    {
        Basis = FactBasis.Standard,
        Symptom = "Could not establish trust relationship for the SSL/TLS secure channel.",
        Cause = "The certificate that setup made is still bound, or a device's own.",
        Difference = "GW5032 has an authority that is not known; GW5033 a known one, with a certificate left out.",
        Fix = "Bind a certificate of a public authority to the site or the balancer.",
        NextCommand = Next,
    };

    /// <summary>Unknown authority.</summary>
    public static readonly FindingKind UnknownAuthority = new("GW5032", "The certificate comes from an authority that is not trusted", Hop.Tls, "F19", "RFC 5280")
    {
        Basis = FactBasis.Standard,
        Symptom = "Could not establish trust relationship; machines of the company's domain are content.",
        Cause = "A private authority. Exchange Online trusts public ones only.",
        Difference = "GW5033 leads to a trusted authority as soon as the missing certificate is fetched; GW5038 names a security product as the issuer.",
        Fix = "Use a certificate of a public authority.",
        NextCommand = Next,
    };

    /// <summary>An intermediate is missing.</summary>
    public static readonly FindingKind MissingIntermediate = new("GW5033", "The server leaves out an intermediate certificate", Hop.Tls, "F20", "RFC 5246 7.4.2")
    {
        Basis = FactBasis.Standard,
        Symptom = "Could not establish trust relationship, while browsers open the site without a word: they fetch what is missing.",
        Cause = "The intermediate is not installed where TLS ends.",
        Difference = "With GW5032 nothing can be fetched that leads to a trusted authority.",
        Fix = "Install the intermediate on the server or the balancer, so that it is sent along.",
        NextCommand = Next,
    };

    /// <summary>Expired.</summary>
    public static readonly FindingKind Expired = new("GW5034", "The certificate has expired", Hop.Tls, "F21", "RFC 5280 4.1.2.5")
    {
        Basis = FactBasis.Standard,
        Symptom = "Could not establish trust relationship for the SSL/TLS secure channel.",
        Cause = "It was not renewed, or the new one was not bound everywhere.",
        Difference = "With GW5036 only some nodes show the old one; GW5039 is about a certificate above it.",
        Fix = "Renew it and bind it to the site and to the balancer.",
        NextCommand = Next,
    };

    /// <summary>Not valid yet.</summary>
    public static readonly FindingKind NotYetValid = new("GW5035", "The certificate is not valid yet", Hop.Tls, "F21", "RFC 5280 4.1.2.5")
    {
        Basis = FactBasis.Standard,
        Symptom = "Could not establish trust relationship for the SSL/TLS secure channel.",
        Cause = "It was bound before its time, or a clock is wrong: ours or that of the authority.",
        Difference = "If other sites fail in the same way, this machine's clock is wrong.",
        Fix = "Wait for the date, or bind the previous certificate again.",
        NextCommand = Next,
    };

    /// <summary>Nodes differ.</summary>
    public static readonly FindingKind NodesDiffer = new("GW5036", "Some handshakes show a certificate that is not in order", Hop.Tls, "F29")
    {
        Symptom = "It works sometimes.",
        Cause = "One node behind the balancer has an old or wrong certificate, or lost its own.",
        Difference = "All handshakes alike are GW5030 to GW5035.",
        Fix = "Find the node by its certificate's thumbprint (`--via` asks one at a time) and bind the right one.",
        NextCommand = Next,
    };

    /// <summary>SNI leads to a wrong one.</summary>
    public static readonly FindingKind WrongBySni = new("GW5037", "With the name in the handshake (SNI) another certificate comes than without, and it is the wrong one", Hop.Tls, "F23")
    {
        Basis = FactBasis.Known,
        Symptom = "Trust fails for clients that name the host, which all of today do.",
        Cause = "A binding by name at the balancer or at IIS refers to another certificate.",
        Difference = "With GW5030 the certificate is wrong either way.",
        Fix = "Correct the binding for HOST, or remove it so that the default one serves.",
        NextCommand = Next,
    };

    /// <summary>Inspection.</summary>
    public static readonly FindingKind Inspected = new("GW5038", "A security product opens the connection on the way (TLS inspection)", Hop.Tls, "F27")
    {
        Basis = FactBasis.Known,
        Symptom = "The certificate's issuer is a firewall or proxy product, and nobody outside trusts it.",
        Cause = "Traffic on this path is opened and signed anew. From elsewhere the issuer is another one.",
        Difference = "GW5032 is a private authority that issued the server's own certificate.",
        Fix = "Exempt HOST from inspection; on a laptop, examine from another network.",
        NextCommand = Next,
    };

    /// <summary>A certificate above is out of date.</summary>
    public static readonly FindingKind AuthorityOutOfDate = new("GW5039", "A certificate above the server's is out of date", Hop.Tls, "F21", "RFC 5280 6.1")
    {
        Basis = FactBasis.Standard,
        Symptom = "Could not establish trust relationship, though the server's own certificate is in date.",
        Cause = "An old intermediate is still sent along, or has expired with the authority.",
        Difference = "GW5034 is about the server's own.",
        Fix = "Replace the intermediate where TLS ends by the authority's present one.",
        NextCommand = Next,
    };

    /// <summary>Wrong usage.</summary>
    public static readonly FindingKind WrongUsage = new("GW5040", "The certificate is not meant for servers", Hop.Tls, "RFC 5280 4.2.1.12")
    {
        Basis = FactBasis.Standard,
        Symptom = "Could not establish trust relationship; 0x80090349 in logs.",
        Cause = "Its extended key usage lacks server authentication: a client's or a mail certificate was bound.",
        Difference = "Name, date and authority are fine, unlike GW5030 to GW5035.",
        Fix = "Bind a certificate with the usage server authentication.",
        NextCommand = Next,
    };
}

namespace Godwit.Diagnostics.Examination;

/// <summary>What can be wrong with TLS before any certificate is judged.</summary>
public static class HandshakeFindings
{
    private const string Next = "godwit examine HOST --via SERVER-ADDRESS";

    /// <summary>Cut off after the first message.</summary>
    public static readonly FindingKind CutOff = new("GW5041", "The connection opens and is cut as soon as TLS begins", Hop.Tls, "F24")
    {
        Symptom = "TCP connects; the first message of TLS is answered by a reset or by the end of the connection. Event 15021 on the server.",
        Cause = "The certificate's binding got lost after a renewal or reboot, or a device resets what it does not like.",
        Difference = "GW5043 answers with an alert; GW5042 does not answer.",
        Fix = "Bind the certificate to port 443 again (`netsh http show sslcert`, IIS bindings).",
        NextCommand = Next,
    };

    /// <summary>Silence.</summary>
    public static readonly FindingKind NoAnswer = new("GW5042", "The connection opens, and TLS is never answered", Hop.Tls, "F10")
    {
        Symptom = "TCP connects, then nothing comes until the time is over.",
        Cause = "A device accepts connections on behalf of a server that is not there, or large packets are lost on the way.",
        Difference = "GW5041 ends at once.",
        Fix = "Look at the device that answers for the address: its pool, its path to the servers.",
        NextCommand = Next,
    };

    /// <summary>No common version or suite.</summary>
    public static readonly FindingKind NothingInCommon = new("GW5043", "TLS 1.2 or 1.3 cannot be agreed on", Hop.Tls, "F22")
    {
        Symptom = "Could not establish secure channel, alert 40 or 70, or a server that chooses TLS 1.0 or 1.1. Exchange Online needs 1.2.",
        Cause = "TLS 1.2 is switched off at the server or the device, or no cipher suite is shared.",
        Difference = "GW5041 says nothing at all; certificate findings come after an agreement.",
        Fix = "Enable TLS 1.2 with its usual suites where TLS ends.",
        NextCommand = Next,
    };

    /// <summary>Plain HTTP on the port.</summary>
    public static readonly FindingKind PlainHttp = new("GW5044", "The port speaks plain HTTP instead of TLS", Hop.Tls, "RFC 9110")
    {
        Basis = FactBasis.Standard,
        Symptom = "A handshake is answered by `HTTP/1.1 400` in the clear.",
        Cause = "The binding or the balancer's service on 443 is of type http, or the wrong port is forwarded.",
        Difference = "GW5045 is no web server at all.",
        Fix = "Make it an https binding with its certificate.",
        NextCommand = Next,
    };

    /// <summary>Another protocol.</summary>
    public static readonly FindingKind OtherProtocol = new("GW5045", "Something that is no web server answers on the port", Hop.Tls, "RFC 8446")
    {
        Basis = FactBasis.Standard,
        Symptom = "A handshake is answered by bytes that are neither TLS nor HTTP.",
        Cause = "The port is forwarded to another service: SSH, a mail server, a VPN gateway.",
        Difference = "GW5044 is a web server without TLS.",
        Fix = "Forward 443 to the front ends.",
        NextCommand = Next,
    };

    /// <summary>A client certificate is demanded.</summary>
    public static readonly FindingKind ClientCertificate = new("GW5046", "The server asks for a certificate of the client", Hop.Tls, "F26")
    {
        Basis = FactBasis.Known,
        Symptom = "403.7, 403.16, 413, or a handshake that fails; the request for a certificate shows in the handshake.",
        Cause = "Client certificates are set to accept or require on the directory, the site or the device.",
        Difference = "GW5043 fails before any certificate.",
        Fix = "Set client certificates to ignore for the EWS directory and for the binding.",
        NextCommand = Next,
    };

    /// <summary>The name is refused.</summary>
    public static readonly FindingKind NameRefused = new("GW5047", "TLS is refused for this name (unrecognized_name)", Hop.Tls, "F23", "RFC 6066 3")
    {
        Basis = FactBasis.Standard,
        Symptom = "Alert 112 as soon as the handshake names the host.",
        Cause = "The device has no service for HOST: the name is missing in its list or misspelt there.",
        Difference = "GW5037 has a service, with the wrong certificate.",
        Fix = "Add HOST to the device's names, or a default service.",
        NextCommand = Next,
    };

    /// <summary>Some handshakes fail.</summary>
    public static readonly FindingKind SomeFail = new("GW5048", "Some handshakes fail and others do not", Hop.Tls, "F29")
    {
        Symptom = "It works sometimes.",
        Cause = "One node behind the balancer lost its binding or its TLS settings differ.",
        Difference = "GW5036 completes every handshake, some with a bad certificate.",
        Fix = "Find the node with `--via`, one address after the other, and repair its binding.",
        NextCommand = Next,
    };
}

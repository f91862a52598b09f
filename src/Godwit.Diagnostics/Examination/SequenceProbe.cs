using System.Text;
using System.Xml;
using System.Xml.Linq;
using Godwit.Network.Http;

namespace Godwit.Diagnostics.Examination;

/// <summary>
/// Opens a reliable session as a migration does with its first call (WS-ReliableMessaging, February 2005), and ends it at once. It carries no mailbox data; the right to use the service is looked at
/// here and not at a GET.
/// </summary>
internal static class SequenceProbe
{
    private const string Messaging = "http://schemas.xmlsoap.org/ws/2005/02/rm";
    private const string Addressing = "http://www.w3.org/2005/08/addressing";
    private static readonly XNamespace Soap = "http://www.w3.org/2003/05/soap-envelope", Wsa = Addressing, Rm = Messaging;

    /// <summary>The request that opens one.</summary>
    public static HttpAsk Open(HttpProbe probe, string host, string path) => Ask(probe, host, path, "CreateSequence", new XElement(Rm + "CreateSequence", new XElement(Rm + "AcksTo", new XElement(Wsa + "Address", Addressing + "/anonymous"))));

    /// <summary>Ends the session that an answer opened, where it did.</summary>
    public static async Task EndAsync(HttpProbe probe, string host, string path, HttpConnection connection, HttpAnswer answer, CancellationToken cancellation)
    {
        if (Identifier(answer) is not { } identifier || !connection.IsReusable) return;
        await connection.AskAsync(Ask(probe, host, path, "TerminateSequence", new XElement(Rm + "TerminateSequence", new XElement(Rm + "Identifier", identifier))), cancellation).ConfigureAwait(false);
    }

    /// <summary>What the answer says about the right to use the service; null when it says nothing against it. A hand-made session may be refused for other reasons, which prove nothing.</summary>
    public static Finding? Judge(Sample opened, bool wasExchange) => opened.Answer switch
    {
        { } answer when IsDenied(answer) => new(SignInFindings.NotInRole, Confidence.Likely, opened.Evidence),
        { Status: 403 } when opened.Speaker.Speaker == Speaker.Exchange => new(SignInFindings.ProxyDisabled, Confidence.Certain, opened.Evidence),
        { Status: 403 } when wasExchange => new(SignInFindings.DeviceRefusesLogon, Confidence.Likely, opened.Evidence),
        { Status: 413 } => new(EdgeFindings.TooLarge, Confidence.Certain, opened.Evidence),
        _ => null,
    };

    private static bool IsDenied(HttpAnswer answer) => answer.Text.Contains("Fault", StringComparison.Ordinal) && answer.Text.Contains("Access is denied", StringComparison.OrdinalIgnoreCase);

    private static HttpAsk Ask(HttpProbe probe, string host, string path, string action, XElement body)
    {
        var must = new XAttribute(Soap + "mustUnderstand", "1");
        var envelope = new XElement(Soap + "Envelope",
            new XElement(Soap + "Header",
                new XElement(Wsa + "Action", must, $"{Messaging}/{action}"),
                new XElement(Wsa + "MessageID", $"urn:uuid:{Guid.NewGuid()}"),
                new XElement(Wsa + "ReplyTo", new XElement(Wsa + "Address", Addressing + "/anonymous")),
                new XElement(Wsa + "To", must, $"https://{host}{path}")),
            new XElement(Soap + "Body", body));
        return probe.Request("POST", path) with { Body = Encoding.UTF8.GetBytes(envelope.ToString(SaveOptions.DisableFormatting)) };
    }

    private static string? Identifier(HttpAnswer answer)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(answer.Body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return reader.ReadToFollowing("Identifier", Messaging) ? reader.ReadElementContentAsString() : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}

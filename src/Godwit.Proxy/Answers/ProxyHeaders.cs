namespace Godwit.Proxy;

/// <summary>Headers with a meaning of their own on the answers of a proxy.</summary>
public static class ProxyHeaders
{
    /// <summary>Names one request in every log; on each answer.</summary>
    public const string RequestId = "request-id";
    /// <summary>The name that a client gave its request, given back and logged.</summary>
    public const string ClientRequestId = "client-request-id";
    /// <summary>The server that the client reached; on each answer.</summary>
    public const string FrontEndServer = "X-FEServer";
    /// <summary>The server that did the work, where it was handed over.</summary>
    public const string BackEndServer = "X-BEServer";
    /// <summary>Why a request was refused: one of the names of <see cref="Refusal"/>; the sentence is in the body.</summary>
    public const string Reason = "X-Godwit-Reason";
}

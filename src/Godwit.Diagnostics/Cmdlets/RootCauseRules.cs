using System.Text.RegularExpressions;

namespace Godwit.Diagnostics.Cmdlets;

/// <summary>
/// From an error text to its cause. Type names and numbers come first, since texts are printed in the server's language; English words last. The innermost message is asked before the whole, so that a
/// wrapper's words do not hide the root.
/// </summary>
internal static partial class RootCauseRules
{
    private sealed record Rule(FindingKind Cause, Confidence Confidence, params string[] Words);

    /// <summary>The first rule that fits decides; what is special stands before what is general.</summary>
    private static readonly Rule[] Rules =
    [
        new(ErrorFindings.SessionLost, Confidence.Likely, "is not a known Sequence identifier", "no longer recognizes this sequence", "SourceMailboxAlreadyBeingMovedTransientException", "into Sync Source mode"),
        new(ErrorFindings.ConnectionLimit, Confidence.Certain, "MRSProxyConnectionLimitReached", "Connections limit:"),
        new(ErrorFindings.GuidMismatch, Confidence.Certain, "MissingExchangeGuidException", "GUID does not match", "GUID in the target domain"),
        new(ErrorFindings.ProviderNotSupported, Confidence.Certain, "MAPI provider is not supported"),
        new(ErrorFindings.AlreadyRequested, Confidence.Certain, "is already being moved", "already has a pending request"),
        new(ErrorFindings.NameNotResolved, Confidence.Certain, "remote name could not be resolved", "NameResolutionFailure", "No such host is known"),
        new(ErrorFindings.CertificateUntrusted, Confidence.Certain, "trust relationship for the SSL/TLS", "TrustFailure", "remote certificate is invalid", "Certificate trust validation failed"),
        new(ErrorFindings.TlsNotAgreed, Confidence.Certain, "secure channel for SSL/TLS", "do not possess a common algorithm", "SecureChannelFailure"),
        new(ErrorFindings.PageInstead, Confidence.Certain, "content type text/html", "(302)", "(307)", "(301)"),
        new(ErrorFindings.Forbidden, Confidence.Likely, "(403)", "forbidden with client authentication scheme"),
        new(ErrorFindings.TooLarge, Confidence.Certain, "(413)", "RequestEntityTooLarge", "Request Entity Too Large"),
        new(ErrorFindings.GatewayTimeout, Confidence.Certain, "(504)", "(502)", "GatewayTimeout"),
        new(ErrorFindings.InvocationTarget, Confidence.Likely, "(405)", "target of an invocation"),
        new(ErrorFindings.Unavailable, Confidence.Certain, "(503)", "ServerTooBusy", "HTTP service located at"),
        new(ErrorFindings.BadRequest, Confidence.Likely, "(400)"),
        new(ErrorFindings.NoAnswer, Confidence.Likely, "10060", "not listening, or not producing", "timed out", "TimeoutErrorTransientException", "allotted timeout"),
        new(ErrorFindings.NotThere, Confidence.Likely, "(404)", "no endpoint listening"),
        new(ErrorFindings.ConnectionRefused, Confidence.Certain, "10061", "actively refused"),
        new(ErrorFindings.ConnectionClosed, Confidence.Likely, "underlying connection was closed", "receiving the HTTP response", "CommunicationErrorTransientException", "10054"),
        new(ErrorFindings.AccessDenied, Confidence.Likely, "Access is denied", "Error details: Access"),
        new(ErrorFindings.DiscoveredHostFails, Confidence.Likely, "No MRSProxy was found running"),
    ];

    /// <summary>The cause of a text, and how sure the text makes of it; <see cref="ErrorFindings.NotKnown"/> when none is known.</summary>
    public static (FindingKind Cause, Confidence Confidence) Of(string text, ErrorChain chain)
    {
        text = WithStatus(text);
        if (OfUnauthorised(text) is { } unauthorised) return unauthorised;
        if (Says(text, "10061") && Says(text, "net.tcp:") && !Says(chain.Root, "https:")) return (ErrorFindings.ServiceNotRunning, Confidence.Certain);
        for (var i = chain.Messages.Count - 1; i >= 0; i--)
            if (Match(WithStatus(chain.Messages[i])) is { } inner) return inner;
        if (Match(text) is { } whole) return whole;
        return Says(text, "outlook.office365.com") ? (ErrorFindings.CloudHost, Confidence.Likely) : (ErrorFindings.NotKnown, Confidence.Possible);
    }

    /// <summary>True when a text says something of which the cause is known.</summary>
    public static bool Knows(string text)
    {
        text = WithStatus(text);
        return OfUnauthorised(text) is not null || Match(text) is not null;
    }

    /// <summary>Connectivity analyzers write "because an HTTP 503 - ServiceUnavailable response was received" where cmdlets write "(503)".</summary>
    private static string WithStatus(string text) => HttpStatus().Replace(text, "$0 ($1)");

    [GeneratedRegex(@"\bHTTP ([1-5][0-9]{2})\b", RegexOptions.NonBacktracking)]
    private static partial Regex HttpStatus();

    /// <summary>401: what the client tried and what the server offered stand in quotation marks, in every language.</summary>
    private static (FindingKind Cause, Confidence Confidence)? OfUnauthorised(string text)
    {
        if (!Says(text, "(401)") && !Says(text, "MrsHttpUnauthorizedException") && !Says(text, "HTTP request is unauthorized")) return null;
        var offered = Offered(text);
        if (offered is null || Says(offered, "NTLM") || Says(offered, "Negotiate")) return (ErrorFindings.CredentialsOrBinding, Confidence.Certain);
        return (ErrorFindings.OtherScheme, Confidence.Certain);
    }

    /// <summary>The header received: the second quoted text behind the word of the scheme, or the field itself, which analyzers print along.</summary>
    private static string? Offered(string text)
    {
        var quoted = text.Split('\'');
        var tried = Array.FindIndex(quoted, part => part is "Negotiate" or "Ntlm" or "NTLM" or "Basic" or "Anonymous" or "Windows");
        if (tried >= 0 && tried + 2 < quoted.Length) return quoted[tried + 2];
        var fields = Challenges().Matches(text);
        return fields.Count == 0 ? null : string.Join(',', fields.Select(field => field.Groups[1].Value));
    }

    [GeneratedRegex(@"WWW-Authenticate: *([^\r\n]{1,2000})", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Challenges();

    private static (FindingKind Cause, Confidence Confidence)? Match(string text)
    {
        foreach (var rule in Rules)
            if (Array.Exists(rule.Words, word => Says(text, word))) return (rule.Cause, rule.Confidence);
        return null;
    }

    private static bool Says(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}

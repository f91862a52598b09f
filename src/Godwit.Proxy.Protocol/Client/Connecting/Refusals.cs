using System.Globalization;
using System.Net;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// Turns an HTTP answer that is none of the protocol's into a fault: who spoke (the proxy itself, a real Exchange, a device in between), and what is to be done.
/// </summary>
internal static class Refusals
{
    private const int LongestWaitSeconds = 3_600;

    /// <param name="answer">The answer.</param>
    /// <param name="settings">Whom we asked.</param>
    /// <param name="isChange">True when a device's vague answer may hide that the request was carried out.</param>
    public static Fault Of(HttpResponseMessage answer, ProxySettings settings, bool isChange)
    {
        var speaker = Speaker.Of(answer);
        if (!speaker.IsGodwit && speaker.IsExchange && answer.StatusCode != HttpStatusCode.RequestEntityTooLarge) return Microsoft(settings);
        return (int)answer.StatusCode switch
        {
            400 or 404 or 405 or 409 or 415 when speaker.IsGodwit => ByReason(answer, settings, speaker),
            401 => Unauthenticated(answer, settings, speaker),
            403 => Forbidden(answer, settings, speaker),
            413 => TooLarge(settings, speaker),
            429 => Full(answer, settings, speaker),
            503 when speaker.Reason is RefusalReasons.OwnerUnreachable or RefusalReasons.NotTheOwner => new Fault(ProxyFaults.NotReachable, Side.Proxy,
                $"{settings.Host}: the server that has the active copy of the mailbox cannot be reached at the moment.", FaultOutcome.NotDone, RetryAfter(answer)),
            503 when speaker.IsGodwit => Full(answer, settings, speaker),
            500 when speaker.IsGodwit => Make(ProxyFaults.ProxyFailed, Side.Proxy, $"{settings.Host}: the proxy failed (HTTP 500); its log has the details.", isChange),
            502 or 503 or 504 or 408 => Make(ProxyFaults.NotReachable, Side.Network, $"{settings.Host}: {speaker.Name} answered {Status(answer)}: it has no proxy to give the request to, or lost it.", isChange, RetryAfter(answer)),
            _ => Make(ProxyFaults.NotAProxy, Side.Network, $"{settings.Host}: {speaker.Name} answered {Status(answer)} where a Godwit proxy was expected.", isChange && (int)answer.StatusCode >= 500),
        };
    }

    /// <summary>An answer of success that is not a proxy's.</summary>
    public static Fault NotRecords(HttpResponseMessage answer, ProxySettings settings, bool isChange)
    {
        var speaker = Speaker.Of(answer);
        if (!speaker.IsGodwit && speaker.IsExchange) return Microsoft(settings);
        return Make(ProxyFaults.NotAProxy, Side.Network, $"{settings.Host}: {speaker.Name} answered {Status(answer)} with something else than records; a sign-in page of a device looks like that.", isChange);
    }

    private static Fault Microsoft(ProxySettings settings) => new(ProxyFaults.MicrosoftProxy, Side.Proxy,
        $"{settings.Host} is a Microsoft Exchange server: the contract of its MRS Proxy is not published, so mail cannot be moved through it. Move the mail by IMAP, or run a Godwit proxy beside it on another path.");

    private static Fault ByReason(HttpResponseMessage answer, ProxySettings settings, Speaker speaker) => speaker.Reason switch
    {
        RefusalReasons.UnknownMailbox => new(ProxyFaults.UnknownMailbox, Side.Proxy, $"{settings.Host} knows no mailbox {OtherSideText.Show(settings.Mailbox)}."),
        RefusalReasons.Version => new(ProxyFaults.VersionMismatch, Side.Proxy,
            $"{settings.Host} speaks protocol version {OtherSideText.Show(Speaker.First(answer, ProtocolHeaders.Protocol))}, this program {ProtocolVersions.Ours}."),
        RefusalReasons.UnknownOperation => new(ProxyFaults.VersionMismatch, Side.Proxy, $"{settings.Host} does not know what was asked for: it is of another version."),
        _ => new(ProxyFaults.RequestRefused, Side.Proxy, $"{settings.Host} refused the request: {Status(answer)}{Because(speaker)}."),
    };

    private static Fault Unauthenticated(HttpResponseMessage answer, ProxySettings settings, Speaker speaker)
    {
        var offered = string.Join(", ", answer.Headers.WwwAuthenticate.Select(challenge => OtherSideText.Show(challenge.Scheme)).Distinct());
        return speaker.IsGodwit
            ? new(ProxyFaults.CredentialsRefused, Side.Proxy, $"{settings.Host} is reachable but refused the account (HTTP 401; offered: {offered}). Firewall and balancer are fine; check the credentials.")
            : new(ProxyFaults.CredentialsRefused, Side.Network, $"{settings.Host} answered HTTP 401 (offered: {offered}) without saying that it is a Godwit proxy: either the credentials are wrong for {speaker.Name}, or it asks for its own.");
    }

    private static Fault Forbidden(HttpResponseMessage answer, ProxySettings settings, Speaker speaker) => speaker.Reason switch
    {
        RefusalReasons.NotEnabled => new(ProxyFaults.NotEnabled, Side.Proxy, $"{settings.Host}: MRSProxyEnabled is false on {speaker.Server}."),
        RefusalReasons.NotInRoleGroup or RefusalReasons.RoleIsNotEnough => new(ProxyFaults.NotInRoleGroup, Side.Proxy, $"{settings.Host}: the account is not a member of the role group that may move mailboxes."),
        RefusalReasons.SslOffload => new(ProxyFaults.SslOffload, Side.Proxy, $"{settings.Host}: a device ends TLS before the proxy (SSL offload, HTTP 403.4)."),
        RefusalReasons.AddressBlocked => new(ProxyFaults.AddressBlocked, Side.Proxy, $"{settings.Host}: this machine's address is not on the proxy's list."),
        _ when speaker.IsGodwit => new(ProxyFaults.RequestRefused, Side.Proxy, $"{settings.Host} refused the request: {Status(answer)}{Because(speaker)}."),
        _ => new(ProxyFaults.NotAProxy, Side.Network, $"{settings.Host}: {speaker.Name} answered {Status(answer)} itself and let nothing through: a firewall, an address rule or another path."),
    };

    private static Fault TooLarge(ProxySettings settings, Speaker speaker) => new(ProxyFaults.SizeRefused, speaker.IsGodwit ? Side.Proxy : Side.Network,
        $"{settings.Host}: {speaker.Name} takes no request of this length (HTTP 413). Raise its limit on the request's body.");

    private static Fault Full(HttpResponseMessage answer, ProxySettings settings, Speaker speaker) => new(ProxyFaults.TooManyConnections, speaker.IsGodwit ? Side.Proxy : Side.Network,
        $"{settings.Host}: {speaker.Name} has as many connections as it may ({Status(answer)}{Because(speaker)}).", FaultOutcome.NotDone, RetryAfter(answer));

    private static Fault Make(FaultKind kind, Side side, string told, bool mayBeDone, TimeSpan? wait = null) => new(kind, side, told, mayBeDone ? FaultOutcome.Unknown : FaultOutcome.NotDone, wait);

    private static TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter?.Delta is { } wait ? TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds, 0, LongestWaitSeconds)) : null;

    private static string Status(HttpResponseMessage answer) => string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode} {OtherSideText.Show(answer.ReasonPhrase, 60)}").TrimEnd();

    private static string Because(Speaker speaker) => speaker.Reason is null ? "" : $", {speaker.Reason}";
}

/// <summary>Who gave an answer, as its headers tell.</summary>
/// <param name="IsGodwit">A proxy of ours.</param>
/// <param name="IsExchange">A Microsoft Exchange front end.</param>
/// <param name="Name">What to call it in a sentence.</param>
/// <param name="Server">The server's own name.</param>
/// <param name="Reason">The reason that a proxy of ours gave, printable.</param>
internal sealed record Speaker(bool IsGodwit, bool IsExchange, string Name, string Server, string? Reason)
{
    private static readonly string[] ExchangeFields = [ProtocolHeaders.FrontEnd, "X-OWA-Version", "X-CalculatedBETarget", "X-DiagInfo", "X-CasErrorCode"];

    public static Speaker Of(HttpResponseMessage answer)
    {
        var isGodwit = ProtocolVersions.TryParse(First(answer, ProtocolHeaders.Protocol), out _);
        var server = First(answer, ProtocolHeaders.FrontEnd) is { } name ? OtherSideText.Show(name, 100) : "the server";
        var product = First(answer, "Server");
        var isExchange = ExchangeFields.Any(name => First(answer, name) is not null) || IsSoap(answer);
        var called = isGodwit ? "the proxy" : product is null ? "a device that does not say its name" : $"'{OtherSideText.Show(product, 100)}'";
        return new Speaker(isGodwit, isExchange, called, server, First(answer, ProtocolHeaders.Reason) is { } reason ? OtherSideText.Show(reason, 100) : null);
    }

    // A WCF service answers what it cannot read with a SOAP fault (SOAP 1.2, or its binary form); no device does.
    private static bool IsSoap(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType is "application/soap+xml" or "application/soap+msbin1";

    /// <summary>The first value of a header field, or null.</summary>
    public static string? First(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

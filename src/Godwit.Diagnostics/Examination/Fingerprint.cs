using Godwit.Network.Http;

namespace Godwit.Diagnostics.Examination;

/// <summary>Who wrote an answer.</summary>
internal enum Speaker
{
    /// <summary>It does not show.</summary>
    Unknown,
    /// <summary>An Exchange front end.</summary>
    Exchange,
    /// <summary>A Godwit proxy.</summary>
    Godwit,
    /// <summary>Windows' HTTP driver, without any web server behind it.</summary>
    HttpSys,
    /// <summary>IIS, without a mark of Exchange.</summary>
    Iis,
    /// <summary>A device or another web server.</summary>
    Device,
}

/// <summary>Who wrote an answer, as its marks show.</summary>
/// <param name="Speaker">Who.</param>
/// <param name="Product">The product of a device; null when it does not show.</param>
internal sealed record Fingerprint(Speaker Speaker, string? Product = null)
{
    public static readonly Fingerprint Nobody = new(Speaker.Unknown);

    // What a front end of Exchange puts on its answers, and nobody in front of it does.
    private static readonly string[] ExchangeFields = ["X-FEServer", "X-CalculatedBETarget", "X-BEServer", "X-CasErrorCode", "X-DiagInfo", "X-OWA-Version", "request-id"];

    /// <summary>Who wrote it. Exchange's own marks outweigh the cookie that a balancer adds on the way.</summary>
    public static Fingerprint Of(HttpAnswer answer)
    {
        if (answer.Has("X-Godwit-Protocol")) return new(Speaker.Godwit);
        if (ExchangeFields.Any(answer.Has)) return new(Speaker.Exchange);
        var server = answer.First("Server") ?? "";
        if (ProductSigns.Of(answer) is { } product) return new(Speaker.Device, product);
        if (server.StartsWith("Microsoft-HTTPAPI", StringComparison.OrdinalIgnoreCase)) return new(Speaker.HttpSys);
        return server.StartsWith("Microsoft-IIS", StringComparison.OrdinalIgnoreCase) ? new(Speaker.Iis) : Nobody;
    }
}

/// <summary>The signs by which products are told: a field, the beginning of a cookie's name, or of the server's name.</summary>
internal static class ProductSigns
{
    private static readonly (string Product, string Field, string Begins)[] Signs =
    [
        ("Entra application proxy", "x-ms-proxy-app-id", ""), ("Entra application proxy", "x-ms-proxy-transaction-id", ""), ("Entra application proxy", "Set-Cookie", "AzureAppProxy"),
        ("Web Application Proxy", "Set-Cookie", "EdgeAccessCookie"),
        ("TMG or ISA", "Set-Cookie", "cadata"), ("TMG or ISA", "Set-Cookie", "ISAWPLB"),
        ("F5 BIG-IP", "Set-Cookie", "BIGipServer"), ("F5 BIG-IP", "Set-Cookie", "MRHSession"), ("F5 BIG-IP", "Set-Cookie", "LastMRH_Session"), ("F5 BIG-IP", "Server", "BigIP"), ("F5 BIG-IP", "Set-Cookie", "TS01"),
        ("Citrix ADC", "Set-Cookie", "NSC_"), ("Citrix ADC", "Set-Cookie", "citrix_ns_id"), ("Citrix ADC", "Via", "NS-CACHE"), ("Citrix ADC", "Cneonction", ""), ("Citrix ADC", "nnCoection", ""),
        ("Cloudflare", "cf-ray", ""), ("Cloudflare", "Server", "cloudflare"),
        ("Azure Application Gateway", "Server", "Microsoft-Azure-Application-Gateway"), ("Azure Front Door", "X-Azure-Ref", ""),
        ("KEMP LoadMaster", "X-ServedBy", "KEMP"), ("Barracuda", "Set-Cookie", "BNI_"), ("Barracuda", "Set-Cookie", "barra_counter_session"), ("FortiWeb", "Set-Cookie", "FORTIWAFSID"),
        ("Imperva", "Set-Cookie", "incap_ses"), ("Imperva", "Set-Cookie", "visid_incap"), ("WatchGuard", "Server", "WatchGuard"), ("AWS load balancer", "Server", "awselb"), ("AWS load balancer", "Set-Cookie", "AWSALB"),
        ("ARR", "X-Powered-By", "ARR/"), ("nginx", "Server", "nginx"), ("Apache", "Server", "Apache"), ("HAProxy", "Server", "HAProxy"), ("LiteSpeed", "Server", "LiteSpeed"),
    ];

    /// <summary>The product that shows; null when none does.</summary>
    public static string? Of(HttpAnswer answer) => Signs.FirstOrDefault(sign => answer.All(sign.Field).Any(value => value.StartsWith(sign.Begins, StringComparison.OrdinalIgnoreCase))).Product;
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Godwit.EndToEnd.Proxies;

/// <summary>
/// A balancer's configuration as <c>docs/operating/publish-the-proxy.md</c> shows it to administrators, known by its first line; only names, ports and paths are put in, so that what the page says is what is tested.
/// </summary>
/// <param name="Text">The configuration.</param>
internal sealed partial record PublishedSample(string Text)
{
    /// <summary>HAProxy in TCP mode.</summary>
    public static PublishedSample HaproxyPassingThrough => Find("haproxy: TLS passes through");

    /// <summary>HAProxy that ends TLS, encrypts again, and lets nothing but the published path through.</summary>
    public static PublishedSample HaproxyBridging => Find("haproxy: bridging");

    /// <summary>HAProxy that goes by the name in the client's hello.</summary>
    public static PublishedSample HaproxyByName => Find("haproxy: a name for each server");

    /// <summary>nginx with its stream module.</summary>
    public static PublishedSample NginxPassingThrough => Find("nginx: TLS passes through");

    /// <summary>nginx that ends TLS and encrypts again.</summary>
    public static PublishedSample NginxBridging => Find("nginx: bridging");

    /// <summary>Which program it is for.</summary>
    public BalancerKind Kind => Text.StartsWith("# nginx", StringComparison.Ordinal) ? BalancerKind.Nginx : BalancerKind.Haproxy;

    private static PublishedSample Find(string title)
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "operating", "publish-the-proxy.md"));
        return new PublishedSample(Block().Matches(page).Select(block => block.Groups[1].Value).Single(text => text.StartsWith($"# {title}\n", StringComparison.Ordinal)));
    }

    [GeneratedRegex("```(?:haproxy|nginx)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>The same with one setting changed, which must be there.</summary>
    public PublishedSample With(string setting, string changed) => Text.Contains(setting, StringComparison.Ordinal)
        ? this with { Text = Text.Replace(setting, changed, StringComparison.Ordinal) }
        : throw new InvalidOperationException($"the sample has no '{setting}'");

    /// <summary>The same for these proxies, listening at this port.</summary>
    public PublishedSample For(ProxyOrganisation organisation, int port)
    {
        var text = OwnPort().Replace(Text, string.Create(CultureInfo.InvariantCulture, $"$1 127.0.0.1:{port}"));
        for (var i = 0; i < organisation.Proxies.Count; i++)
            text = text.Replace(string.Create(CultureInfo.InvariantCulture, $"192.0.2.1{i + 1}:443"), string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{organisation.Proxies[i].Port}"), StringComparison.Ordinal);
        text = Unused().Replace(text, "");
        text = Certificate().Replace(text, organisation["balancer.pem"]);
        text = Authority().Replace(text, organisation.Authority.File);
        return new PublishedSample(text.Replace("mail.example", "localhost", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(bind|listen) :?443")]
    private static partial Regex OwnPort();

    [GeneratedRegex(@"^.*192\.0\.2\..*\n", RegexOptions.Multiline)]
    private static partial Regex Unused();

    [GeneratedRegex(@"/etc/(haproxy|nginx)/mail\.example\.pem")]
    private static partial Regex Certificate();

    [GeneratedRegex(@"/etc/(haproxy|nginx)/internal-ca\.pem")]
    private static partial Regex Authority();
}

/// <summary>Balancers that the tests start.</summary>
public enum BalancerKind
{
    /// <summary>HAProxy 2.6.</summary>
    Haproxy,
    /// <summary>nginx 1.22.</summary>
    Nginx,
}

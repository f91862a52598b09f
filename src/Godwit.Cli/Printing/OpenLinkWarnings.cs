namespace Godwit.Cli;

/// <summary>Warns where a connection can be read by others.</summary>
internal static class OpenLinkWarnings
{
    /// <summary>One line for each way in which links are open; of several stores the first is named.</summary>
    public static void Write(Terminal terminal, params IEnumerable<ChosenStore?> stores)
    {
        foreach (var open in stores.OfType<ChosenStore>().Select(static store => store.Address).Distinct().GroupBy(Danger).Where(static group => group.Key is not null))
        {
            foreach (var line in Lines([.. open], open.Key!)) terminal.Error.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(IReadOnlyList<StoreAddress> stores, string danger) =>
        stores.Count <= 2 ? stores.Select(store => $"warning: {store} {danger}")
        : [string.Create(CultureInfo.InvariantCulture, $"warning: {stores[0]} and {stores.Count - 1} others {danger}")];

    private static string? Danger(StoreAddress address) => address switch
    {
        ImapAddress { Tls: TlsUse.None } => "without TLS: the password and all mail travel in clear text.",
        ImapAddress { Tls: TlsUse.Insecure } or ProxyAddress { Tls: TlsUse.Insecure } => "with any certificate: whoever sits between can read and change everything.",
        _ => null,
    };
}

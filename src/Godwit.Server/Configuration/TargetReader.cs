using Godwit.Proxy.Configuration;
using Godwit.Proxy.Protocol;
using Godwit.Proxy.Stores;
using Godwit.Server.Ends;

namespace Godwit.Server.Configuration;

/// <summary>Reads targets: the stores that a proxy knows too, and those behind a proxy.</summary>
internal static class TargetReader
{
    private static readonly Dictionary<string, StoreKindReader> More = new(StringComparer.Ordinal) { ["proxy"] = Proxy };

    /// <summary>The targets; none when the section is not there.</summary>
    public static StoreTable Read(ConfigurationSection targets)
    {
        if (!targets.Exists) return new StoreTable([]);
        var table = StoreReader.Read(targets, More);
        foreach (var store in table.Stores.OfType<MemoryStoreSettings>()) targets.Problem(null, $"the target '{store.Name}' is in memory: what is moved there would be lost.");
        return table;
    }

    private static ProxyStoreSettings Proxy(string name, MailboxTable mailboxes, ConfigurationSection section)
    {
        var (user, password, token) = (section.Text("user"), section.FilePath("password-file"), section.FilePath("token-file"));
        if ((user is null || password is null) == token is null)
            section.Problem(null, $"the store '{OtherSideText.Show(name)}' needs user and password-file, or token-file: what it signs in with at the proxy.");
        var secret = password ?? token ?? "";
        return new ProxyStoreSettings(name, mailboxes, Address(section), token is null ? user ?? "" : "", () => SecretFile.Read(secret)) { AuthorityFile = section.FilePath("ca") };
    }

    // A host alone, or the whole of a published path that is not the usual one.
    private static Uri Address(ConfigurationSection section)
    {
        var text = section.Text("proxy") ?? "";
        if (Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "", Query: "", Fragment: "" })
            return address.AbsolutePath == "/" ? new Uri(address, ProxySettings.UsualPath) : address;
        section.Problem("proxy", "must be HOST[:PORT], or https://HOST[:PORT]/PATH, without a user.");
        return new Uri("https://invalid/");
    }
}

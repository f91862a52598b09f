using Godwit.Proxy.Configuration;
using Godwit.Server.Provisioning;

namespace Godwit.Server.Configuration;

/// <summary>Reads what makes missing target mailboxes.</summary>
internal static class ProvisioningReader
{
    private const int UsualSeconds = 60, MostSeconds = 3600;

    /// <summary>The hook; null when the section is not there.</summary>
    public static ProvisioningSettings? Read(ConfigurationSection section)
    {
        if (!section.Exists) return null;
        var (command, webhook, secret) = (section.List("command"), section.Text("webhook"), section.FilePath("secret-file"));
        if (command.Count > 0 == webhook is not null) section.Problem(null, "'provisioning' needs exactly one of command (a list: the program and its arguments) and webhook (an https address).");
        if (command.Count > 0 && !Path.IsPathFullyQualified(command[0])) section.Problem("command", "must begin with the program's full path.");
        var settings = new ProvisioningSettings(command.Count > 0 ? command : null, Address(section, webhook), section.Seconds("seconds", UsualSeconds, 1, MostSeconds))
        {
            Secret = secret is null ? null : () => SecretFile.Read(secret),
            AuthorityFile = section.FilePath("ca"),
        };
        section.NothingElse();
        return settings;
    }

    private static Uri? Address(ConfigurationSection section, string? text)
    {
        if (text is null) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0) return address;
        section.Problem("webhook", "must be an https address without a user.");
        return null;
    }
}

using System.Net.Http.Headers;

namespace Godwit.Api.Client;

/// <summary>
/// Finds the service and the sign-in: what was given, else the environment (<c>GODWIT_SERVICE</c>, <c>GODWIT_SERVICE_CA</c>, <c>GODWIT_TOKEN_FILE</c>, <c>GODWIT_TOKEN</c>), else the service of this
/// machine, whose first administrator's password and own certificate lie in its data folder for those who may read it.
/// </summary>
/// <param name="environment">Tells the value of an environment variable, or null.</param>
public sealed class ServiceFinder(Func<string, string?> environment)
{
    private const int MaxSecretBytes = 16 * 1024;

    /// <summary>Puts the address together.</summary>
    /// <param name="url">The service's address; null: see above.</param>
    /// <param name="authoritiesFile">Whose certificate it may show; null: see above.</param>
    /// <param name="tokenFile">The file whose first line is the token; null: see above.</param>
    /// <exception cref="FaultException">An address or a file cannot be used, or there is nothing to sign in with.</exception>
    public ServiceAddress Find(Uri? url, string? authoritiesFile, string? tokenFile)
    {
        var service = url ?? FromEnvironment() ?? new Uri(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{ServiceDefaults.Port}"));
        return new ServiceAddress(service, authoritiesFile ?? Given("GODWIT_SERVICE_CA") ?? OwnCertificate(service), SignIn(service, tokenFile));
    }

    private Uri? FromEnvironment()
    {
        if (Given("GODWIT_SERVICE") is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps ? url
            : throw ClientFaults.Refuse(ClientFaults.ServiceUnreachable, "GODWIT_SERVICE is no https address.");
    }

    private AuthenticationHeaderValue SignIn(Uri service, string? tokenFile)
    {
        if ((tokenFile ?? Given("GODWIT_TOKEN_FILE")) is { } file) return ServiceAddress.Token(FirstLine(file));
        if (Given("GODWIT_TOKEN") is { } token) return ServiceAddress.Token(token.Trim());
        if (service.IsLoopback && Own(ServiceDefaults.FirstPasswordFile) is { } own && CanRead(own)) return ServiceAddress.Password(ServiceDefaults.FirstAdministrator, FirstLine(own));
        throw ClientFaults.Refuse(ClientFaults.NoSignIn, $"There is nothing to sign in with at {service}: name a token with -TokenFile, GODWIT_TOKEN_FILE or GODWIT_TOKEN.");
    }

    private string? OwnCertificate(Uri service) => service.IsLoopback && Own(ServiceDefaults.OwnCertificateFile) is { } file && File.Exists(file) ? file : null;

    private string? Own(string name) => Path.Combine(ServiceDefaults.DataFolder(environment), name);

    private string? Given(string variable) => environment(variable) is { Length: > 0 } value ? value : null;

    private static bool CanRead(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string FirstLine(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxSecretBytes) throw ClientFaults.Refuse(ClientFaults.NoSignIn, $"'{OtherSideText.Show(path)}' is too large for a secret.");
            using var reader = new StreamReader(path);
            return reader.ReadLine() is { Length: > 0 } line ? line.Trim() : throw ClientFaults.Refuse(ClientFaults.NoSignIn, $"The first line of '{OtherSideText.Show(path)}' is empty.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw ClientFaults.Refuse(ClientFaults.NoSignIn, $"'{OtherSideText.Show(path)}' cannot be read: {unreadable.Message}", unreadable);
        }
    }
}

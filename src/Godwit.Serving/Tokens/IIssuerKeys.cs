using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Godwit.Serving;

/// <summary>The keys that an issuer signs with.</summary>
public interface IIssuerKeys
{
    /// <summary>The keys as they are known.</summary>
    /// <exception cref="IssuerUnreachableException">None are known and the issuer does not tell them.</exception>
    ValueTask<IReadOnlyCollection<SecurityKey>> GetAsync(CancellationToken cancellation);

    /// <summary>A token was signed with a key that is not known: the issuer may have a new one.</summary>
    void AskAgain();
}

/// <summary>The issuer's keys cannot be had at the moment.</summary>
public sealed class IssuerUnreachableException(Exception cause) : Exception("The issuer's keys cannot be had.", cause);

/// <summary>Keys in a JWKS file (RFC 7517), read again when it changes.</summary>
public sealed class KeysInFile(string path, Action<Fault> onFault) : IIssuerKeys
{
    private readonly WatchedFile<IReadOnlyCollection<SecurityKey>> _file = new(path, Read, (_, broken) => onFault(((FaultException)broken).Fault));

    /// <summary>Reads the file, so that a mistake is told at the start.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public void Check() => _ = _file.Current;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<SecurityKey>> GetAsync(CancellationToken cancellation) => ValueTask.FromResult(_file.Current);

    /// <inheritdoc/>
    public void AskAgain()
    {
        // The file is looked at for each token anyway.
    }

    private static IReadOnlyCollection<SecurityKey> Read(string path)
    {
        try
        {
            var keys = new JsonWebKeySet(AtomicFile.Read(path)).GetSigningKeys();
            return keys.Count > 0 ? [.. keys] : throw new IOException("it holds no key to check signatures with");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or System.Text.Json.JsonException)
        {
            throw ConfigurationFaults.Refuse(ConfigurationFaults.FileUnusable, $"The keys '{path}' cannot be used: {OtherSideText.Show(unreadable.Message)}", unreadable);
        }
    }
}

/// <summary>Keys that the issuer publishes (OpenID Connect Discovery 1.0), asked for over https and kept.</summary>
public sealed class PublishedKeys(Uri metadata) : IIssuerKeys
{
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _published =
        new(metadata.AbsoluteUri, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = true });

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyCollection<SecurityKey>> GetAsync(CancellationToken cancellation)
    {
        try
        {
            return [.. (await _published.GetConfigurationAsync(cancellation).ConfigureAwait(false)).SigningKeys];
        }
        catch (Exception unreachable) when (unreachable is InvalidOperationException or IOException or HttpRequestException)
        {
            throw new IssuerUnreachableException(unreachable);
        }
    }

    /// <inheritdoc/>
    public void AskAgain() => _published.RequestRefresh();
}

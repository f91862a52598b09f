using System.Net.Http.Headers;
using System.Text;

namespace Godwit.Api.Client;

/// <summary>Where a service is, whom it is believed to be, and how to sign in. The text form shows no secret.</summary>
/// <param name="Url">Its address, without a path.</param>
/// <param name="AuthoritiesFile">PEM with the certificates that its own may come from; null: the system's authorities.</param>
/// <param name="SignIn">The header that signs in.</param>
public sealed record ServiceAddress(Uri Url, string? AuthoritiesFile, AuthenticationHeaderValue SignIn)
{
    /// <summary>Signs in by a token.</summary>
    public static AuthenticationHeaderValue Token(string token) => new("Bearer", token);

    /// <summary>Signs in by name and password (RFC 7617, in UTF-8).</summary>
    public static AuthenticationHeaderValue Password(string name, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    /// <summary>The address alone.</summary>
    public override string ToString() => Url.ToString();
}

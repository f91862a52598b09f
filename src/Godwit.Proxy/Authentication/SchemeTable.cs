using Godwit.Proxy.Authentication.Basic;
using Godwit.Proxy.Authentication.Passwords;
using Godwit.Proxy.Authentication.Users;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication;

/// <summary>The schemes that the configured sources of users can serve, in the order in which they are offered.</summary>
internal sealed class SchemeTable : IDisposable
{
    private readonly Action<Fault> _warn;
    private readonly List<IDisposable> _owned = [];

    public SchemeTable(ProxyConfiguration configuration, UserFile users, Action<Fault> warn, TimeProvider clock)
    {
        _warn = warn;
        var settings = configuration.Authentication;
        var schemes = new List<IAuthenticationScheme>();
        schemes.Add(Basic(configuration.Server, settings, users, clock));
        Schemes = schemes;
    }

    /// <summary>What can be offered.</summary>
    public IReadOnlyList<IAuthenticationScheme> Schemes { get; }

    /// <summary>Warns of schemes that are switched on and cannot be served.</summary>
    public void Check(WebServicesVirtualDirectory directory)
    {
        if (!Schemes.Any(scheme => scheme.IsEnabled(directory)))
            _warn(ProxyServiceFaults.Of(ProxyServiceFaults.SchemeWithoutSource, "No authentication scheme is both switched on and has users: nobody can sign in."));
    }

    public void Dispose()
    {
        foreach (var owned in _owned) owned.Dispose();
    }

    private BasicScheme Basic(string realm, AuthenticationSettings settings, UserFile users, TimeProvider clock)
    {
        var file = new FilePasswords(users, settings.Domain, clock);
        _owned.Add(file);
        return new BasicScheme(realm, [file]);
    }
}

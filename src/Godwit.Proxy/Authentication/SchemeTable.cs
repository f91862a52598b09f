using Godwit.Proxy.Authentication.Basic;
using Godwit.Proxy.Authentication.Bearer;
using Godwit.Proxy.Authentication.Ldap;
using Godwit.Proxy.Authentication.Negotiate;
using Godwit.Proxy.Authentication.Ntlm;
using Godwit.Proxy.Authentication.Passwords;
using Godwit.Proxy.Authentication.Users;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication;

/// <summary>
/// The schemes that the configured sources of users can serve, in the order in which they are offered: <list type="table">
/// <item><term>users file</term><description>Basic; NTLM (and Negotiate) for users with an NT hash</description></item>
/// <item><term>keytab</term><description>Negotiate (Kerberos)</description></item>
/// <item><term>LDAP</term><description>Basic</description></item>
/// <item><term>issuer</term><description>Bearer</description></item></list>
/// </summary>
internal sealed class SchemeTable : IDisposable
{
    private readonly Action<Fault> _warn;
    private readonly UserFile _users;
    private readonly string? _keyFile;
    private readonly NtHashVault? _vault;
    private readonly List<IDisposable> _owned = [];
    private readonly KerberosAcceptor? _kerberos;
    private KeysInFile? _keysInFile;

    public SchemeTable(ProxyConfiguration configuration, UserFile users, Action<Fault> warn, TimeProvider clock)
    {
        (_warn, _users) = (warn, users);
        var settings = configuration.Authentication;
        var schemes = new List<IAuthenticationScheme>();
        _keyFile = settings.UserKeyFile;
        if (_keyFile is { } keyFile) _vault = new NtHashVault(keyFile);
        if (settings.Keytab is { } keytab) _kerberos = new KerberosAcceptor(keytab);
        var ntlm = _vault is null ? null : new NtlmAcceptor(configuration.Server, settings.Domain, users, _vault, clock);
        if (ntlm is not null || _kerberos is not null) schemes.Add(new NegotiateScheme(_kerberos, ntlm));
        if (ntlm is not null) schemes.Add(new NtlmScheme(ntlm));
        schemes.Add(Basic(configuration.Server, settings, users, clock));
        if (settings.Bearer is { } bearer) schemes.Add(new BearerScheme(bearer, KeysOf(bearer), clock));
        Schemes = schemes;
    }

    /// <summary>What can be offered.</summary>
    public IReadOnlyList<IAuthenticationScheme> Schemes { get; }

    /// <summary>Makes the key of NT hashes when there is none yet, reads what schemes need, and warns of those that are switched on and cannot be served.</summary>
    /// <exception cref="FaultException">A key cannot be made or read.</exception>
    public void Check(WebServicesVirtualDirectory directory)
    {
        if (_keyFile is not null) NtHashVault.CreateKey(_keyFile, _users.Current);
        _vault?.Check();
        _kerberos?.Check();
        _keysInFile?.Check();
        if (!Schemes.Any(scheme => scheme.IsEnabled(directory))) Warn("No authentication scheme is both switched on and has users: nobody can sign in.");
        if (directory.WindowsAuthentication && !Schemes.Any(scheme => scheme.Name is "NTLM" or "Negotiate"))
            Warn("WindowsAuthentication is on, but there is neither a user-key-file (NTLM) nor a keytab (Kerberos): Negotiate and NTLM are not offered.");
        if (directory.WindowsAuthentication && _vault is not null && !_users.Current.AnyNtHash)
            Warn("NTLM is not offered yet, since no user of the users file has an NT hash; add one with: godwit proxy user add NAME --ntlm.");
    }

    public void Dispose()
    {
        foreach (var owned in _owned) owned.Dispose();
    }

    private void Warn(string told) => _warn(ProxyServiceFaults.Of(ProxyServiceFaults.SchemeWithoutSource, told));

    private BasicScheme Basic(string realm, AuthenticationSettings settings, UserFile users, TimeProvider clock)
    {
        var file = new FilePasswords(users, settings.Domain, clock);
        _owned.Add(file);
        if (settings.Ldap is not { } ldap) return new BasicScheme(realm, [file]);
        var directory = new LdapPasswords(ldap, clock);
        _owned.Add(directory);
        return new BasicScheme(realm, [file, directory]);
    }

    private IIssuerKeys KeysOf(BearerSettings bearer)
    {
        if (bearer.KeysFile is not { } path) return new PublishedKeys(bearer.Metadata!);
        return _keysInFile = new KeysInFile(path, _warn);
    }
}

using System.DirectoryServices.Protocols;
using System.Net;
using Godwit.Proxy.Authentication.Passwords;
using Godwit.Proxy.Configuration;

namespace Godwit.Proxy.Authentication.Ldap;

/// <summary>Passwords that an LDAP directory checks by a simple bind (RFC 4513 section 5.1.3), and the groups that name the user as a member.</summary>
internal sealed class LdapPasswords(LdapSettings settings, TimeProvider clock) : IPasswordSource, IDisposable
{
    private const int InvalidCredentials = 49;
    private const int MostGroups = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GroupsLast = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _connections = new(8);
    private readonly VerifiedCredentials _verified = new(clock, GroupsLast);

    /// <summary>Whoever the users file does not know may be in the directory.</summary>
    public bool Knows(AccountName account) => true;

    public async ValueTask<AuthenticationOutcome> CheckAsync(AccountName account, string password, CancellationToken cancellation)
    {
        // RFC 4513 section 5.1.2: a bind with a name and no password succeeds without proving anything.
        if (password.Length == 0) return new AuthenticationOutcome.Rejected(account.Text, AuthenticationOutcome.LogonFailure);
        if (_verified.Find(account.User, password) is ProxyUser known) return new AuthenticationOutcome.Accepted(known);
        await _connections.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var outcome = await Task.Run(() => Check(account, password), CancellationToken.None).ConfigureAwait(false);
            if (outcome is AuthenticationOutcome.Accepted accepted) _verified.Add(account.User, password, accepted.User);
            return outcome;
        }
        finally
        {
            _connections.Release();
        }
    }

    public void Dispose() => _connections.Dispose();

    private AuthenticationOutcome Check(AccountName account, string password)
    {
        try
        {
            var name = settings.BindTemplate.Replace("{user}", Escape(account.User), StringComparison.Ordinal);
            using var connection = Connect();
            connection.Bind(new NetworkCredential(name, password));
            return new AuthenticationOutcome.Accepted(new ProxyUser(account.User, "Basic", GroupsOf(connection, name)));
        }
        catch (LdapException refused)
        {
            return new AuthenticationOutcome.Rejected(account.Text, refused.ErrorCode == InvalidCredentials ? AuthenticationOutcome.LogonFailure : AuthenticationOutcome.NoLogonServers);
        }
        catch (Exception failed) when (failed is DirectoryException or TlsOperationException)
        {
            return new AuthenticationOutcome.Rejected(account.Text, AuthenticationOutcome.NoLogonServers);
        }
    }

    private LdapConnection Connect()
    {
        var connection = new LdapConnection(new LdapDirectoryIdentifier(settings.Host, settings.Port)) { AuthType = AuthType.Basic, Timeout = Patience };
        connection.SessionOptions.ProtocolVersion = 3;
        connection.SessionOptions.ReferralChasing = ReferralChasingOptions.None;
        connection.SessionOptions.SecureSocketLayer = settings.Tls;
        if (!settings.Tls && !settings.Plain) StartTls(connection);
        return connection;
    }

    /// <summary>
    /// Begins TLS on a connection that is made for it: the framework on Linux would otherwise ask the library's default server, localhost at 389 (github.com/dotnet/runtime issue 56619). A look at the root
    /// entry, which needs no sign-in (RFC 4512 section 5.1), makes the connection; a server that refuses the look has answered.
    /// </summary>
    private static void StartTls(LdapConnection connection)
    {
        connection.AutoBind = false;
        try
        {
            connection.SendRequest(new SearchRequest("", "(objectClass=*)", SearchScope.Base, "1.1"));
        }
        catch (DirectoryOperationException)
        {
            // It was refused, and the connection stands.
        }
        connection.SessionOptions.StartTransportLayerSecurity(null);
    }

    private List<string> GroupsOf(LdapConnection connection, string name)
    {
        if (settings.GroupBase is not { } groups) return [];
        var filter = $"(|(member={EscapeFilter(name)})(uniqueMember={EscapeFilter(name)}))";
        var found = (SearchResponse)connection.SendRequest(new SearchRequest(groups, filter, SearchScope.Subtree, "cn") { SizeLimit = MostGroups });
        return [.. found.Entries.Cast<SearchResultEntry>().Select(entry => entry.Attributes["cn"]?[0] as string).OfType<string>()];
    }

    // RFC 4514 section 2.4.
    private static string Escape(string value) =>
        string.Concat(value.Select(c => c is ',' or '+' or '"' or '\\' or '<' or '>' or ';' or '=' or '#' or ' ' ? $"\\{(int)c:x2}" : c.ToString()));

    // RFC 4515 section 3.
    private static string EscapeFilter(string value) => string.Concat(value.Select(c => c is '*' or '(' or ')' or '\\' or '\0' ? $"\\{(int)c:x2}" : c.ToString()));
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Godwit.Connectors.Imap;
using Godwit.Network.Autodiscover;
using Godwit.Network.Connecting;
using Godwit.Network.Tls;
using Godwit.Proxy.Protocol;

namespace Godwit.Server.Ends;

/// <summary>Tests endpoints step by step: DNS, TCP, TLS, an IMAP server's greeting, sign-in, a mailbox where one is named; finds proxies by Autodiscover.</summary>
/// <param name="clock">The clock.</param>
/// <param name="nameServers">Servers of DNS that Autodiscover asks instead of the system's; empty for the system's.</param>
internal sealed class EndpointProbe(TimeProvider clock, IReadOnlyList<IPEndPoint> nameServers) : IEndpointProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), ConnectPatience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public ProbeOutcome Test(EndpointOrder endpoint, string? password, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        return new Walk(endpoint, password, clock, either.Token).Run();
    }

    /// <inheritdoc/>
    public Moves.DiscoveredHost Discover(string address, EndpointCredentials? credentials, string? authorities, CancellationToken cancellation)
    {
        var trust = new TlsTrust(authorities is null ? null : Anchors(authorities));
        // What is sent to this machine leaves it for nobody.
        var client = new AutodiscoverClient(nameServers.Count == 0 ? NetworkAccess.OfSystem(trust, clock) : NetworkAccess.ByNameServers(trust, clock, nameServers)) { NamedHosts = ["localhost"] };
        var logon = credentials is null ? null : new NetworkCredential(credentials.UserName, credentials.Password);
        // The façade is synchronous, as the engine is; this runs on a thread of its own that may wait (docs/adr/0013).
        var result = client.FindAsync(address, logon, new LogonBudget(), cancellation).GetAwaiter().GetResult();
        // The test that follows signs in: a host that only a stranger named is not found.
        if (result.Best is { IsVouchedFor: true } best) return new Moves.DiscoveredHost(best.Host, best.Url is { IsDefaultPort: false } url ? url.Port : 443, EndpointOrder.DefaultPath);
        var attempts = string.Join("; ", result.Attempts.Select(static attempt => $"{attempt.Method} {attempt.Asked}: {attempt.Told}"));
        throw new FaultException(new Fault(ConnectorFaults.HostNotFound, Side.Network, $"Autodiscover found no host for {OtherSideText.Show(address)}. {OtherSideText.Show(attempts, 1500)}"));
    }

    private static X509Certificate2Collection Anchors(string file)
    {
        try
        {
            var anchors = new X509Certificate2Collection();
            anchors.ImportFromPemFile(file);
            return anchors;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw MoveFaults.Refuse(MoveFaults.BadValue, $"The authorities in '{OtherSideText.Show(file)}' cannot be read: {refusal.Message}", refusal);
        }
    }

    /// <summary>One test; each step needs those before it.</summary>
    private sealed class Walk(EndpointOrder endpoint, string? password, TimeProvider clock, CancellationToken cancellation)
    {
        private readonly List<AvailabilityStep> _steps = [];
        private IPAddress[] _addresses = [];
        private IPAddress _reached = IPAddress.None;
        private X509Certificate2? _certificate;
        private string? _complaint;
        private Fault? _failure;
        private string? _untried;
        private string _greeting = "";

        private bool IsImap => endpoint.Type == EndpointType.IMAP;

        public ProbeOutcome Run()
        {
            _ = Step("Dns", LookUp) && Step("Tcp", Connect) && (!HasTlsAtOnce || Step("Tls", Shake)) && (!IsImap || Step("Greeting", Greet)) && TryAccount();
            if (_failure is not null && !IsImap) Examine();
            return new ProbeOutcome(_steps, _failure, [.. _addresses.Select(static address => address.ToString())], _certificate?.GetCertHashString(HashAlgorithmName.SHA256), _certificate?.NotAfter.ToUniversalTime()) { Untried = _untried };
        }

        /// <summary>Each mailbox of an IMAP server is signed in to by itself: one that is named tells more than the account alone, and is tried in its place.</summary>
        private bool TryAccount()
        {
            if (!IsImap) return Step("SignIn", SignIn) && (endpoint.TestMailbox is null || Step("Mailbox", OpenMailbox));
            if (endpoint.TestMailbox is not null) return Step("Mailbox", OpenMailbox);
            _untried = WhyUntried();
            return _untried is not null || Step("SignIn", SignInAlone);
        }

        /// <summary>
        /// Why the password cannot be tried without a mailbox; null where it can. An administrator who names mailboxes as authorisation identities (Cyrus, Zimbra) has an account of the usual kind. A master user in a
        /// login (<c>anna*mig</c>) has none, and Dovecot asks its master accounts only where a mailbox is meant, however it is named.
        /// </summary>
        private string? WhyUntried()
        {
            if (endpoint.UserName is not { } master) return "No password was tried: this endpoint has none, each mailbox signs in with its own.";
            if (endpoint.MasterSeparator is not { Length: 1 } && !_greeting.Contains("Dovecot", StringComparison.OrdinalIgnoreCase)) return null;
            return $"The password of {OtherSideText.Show(master)} was not tried: a master user signs in only for a mailbox. To try it, name one with -TestMailbox.";
        }

        /// <summary>Which hop is it? Left out where any certificate is taken: the examination does not look past one that is not in order.</summary>
        private void Examine()
        {
            if (endpoint.AcceptUntrustedCertificates) return;
            try
            {
                _steps.Add(EndpointDiagnosis.Look(endpoint, new TlsTrust(endpoint.Authorities is null ? null : Anchors(endpoint.Authorities)), clock, cancellation));
            }
            catch (OperationCanceledException)
            {
                // The test's time is over; what it found stands.
            }
            catch (FaultException)
            {
                // The authorities cannot be read: the step that needed them has said so.
            }
        }

        private bool HasTlsAtOnce => !IsImap || endpoint.Security == EndpointSecurity.Ssl;

        private bool Step(string name, Func<string> look)
        {
            var began = clock.GetTimestamp();
            try
            {
                _steps.Add(new AvailabilityStep(name, true, look(), clock.GetElapsedTime(began).TotalMilliseconds));
                return true;
            }
            catch (FaultException refusal)
            {
                _failure = refusal.Fault;
            }
            catch (OperationCanceledException)
            {
                _failure = new Fault(ConnectorFaults.TimedOut, Side.Network, $"The step {name} of the test of {endpoint.Host} gave no result in time.");
            }
            _steps.Add(new AvailabilityStep(name, false, _failure.Told, clock.GetElapsedTime(began).TotalMilliseconds));
            return false;
        }

        private string LookUp()
        {
            try
            {
                _addresses = Dns.GetHostAddresses(endpoint.Host);
            }
            catch (SocketException refusal)
            {
                throw new FaultException(new Fault(ConnectorFaults.HostNotFound, Side.Network, $"The name '{endpoint.Host}' has no address: {refusal.SocketErrorCode}."), refusal);
            }
            return $"{endpoint.Host} is {string.Join(", ", _addresses.Take(8).Select(static address => address.ToString()))}.";
        }

        private string Connect()
        {
            SocketException? last = null;
            foreach (var address in _addresses)
            {
                try
                {
                    using var socket = Open(address);
                    _reached = address;
                    return string.Create(CultureInfo.InvariantCulture, $"{address} port {endpoint.Port} takes connections.");
                }
                catch (SocketException refusal)
                {
                    last = refusal;
                }
            }
            var refused = last?.SocketErrorCode == SocketError.ConnectionRefused;
            throw new FaultException(new Fault(refused ? ConnectorFaults.ConnectionRefused : ConnectorFaults.TimedOut, Side.Network,
                string.Create(CultureInfo.InvariantCulture, $"{endpoint.Host} port {endpoint.Port} {(refused ? "refuses connections: nothing listens there, or a firewall refuses." : "does not answer: a firewall, or no such machine.")}")), last);
        }

        private Socket Open(IPAddress address)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(ConnectPatience);
                socket.ConnectAsync(new IPEndPoint(address, endpoint.Port), patience.Token).AsTask().GetAwaiter().GetResult();
                return socket;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                socket.Dispose();
                throw new SocketException((int)SocketError.TimedOut);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        private string Shake()
        {
            try
            {
                using var stream = new NetworkStream(Open(_reached), ownsSocket: true) { ReadTimeout = (int)ConnectPatience.TotalMilliseconds, WriteTimeout = (int)ConnectPatience.TotalMilliseconds };
                using var tls = new SslStream(stream);
                tls.AuthenticateAsClient(TlsOptions());
                return $"{tls.SslProtocol}, certificate {OtherSideText.Show(_certificate?.Subject)} until {_certificate?.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.";
            }
            catch (AuthenticationException refusal)
            {
                var fault = _complaint is not null ? new Fault(ConnectorFaults.CertificateRejected, Side.Network, _complaint) : new Fault(ConnectorFaults.TlsFailed, Side.Network, $"TLS with {endpoint.Host} failed: {OtherSideText.Show(refusal.Message)}");
                throw new FaultException(fault, refusal);
            }
            catch (Exception refusal) when (refusal is IOException or SocketException)
            {
                throw new FaultException(new Fault(ConnectorFaults.TlsFailed, Side.Network, $"{endpoint.Host} ended the connection instead of answering with TLS: {OtherSideText.Show(refusal.Message)}"), refusal);
            }
        }

        private SslClientAuthenticationOptions TlsOptions()
        {
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = endpoint.Host,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = (_, certificate, chain, problems) =>
                {
                    _certificate = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
                    _complaint = endpoint.AcceptUntrustedCertificates ? null : CertificateComplaint.Of(endpoint.Host, _certificate, chain, problems);
                    return _complaint is null;
                },
            };
            if (endpoint.Authorities is { } file) options.CertificateChainPolicy = new TlsTrust(Anchors(file)).ToPolicy();
            return options;
        }

        private string SignIn()
        {
            var mailboxes = ProxyCatalogue.Read(EndpointConnectors.Proxy(endpoint, "", () => password ?? "", Side.Source), cancellation);
            return string.Create(CultureInfo.InvariantCulture, $"{endpoint.UserName} is signed in; the proxy hands out {mailboxes.Count} mailboxes or domains.");
        }

        private string Greet()
        {
            _greeting = ImapGreeting.Of(EndpointConnectors.Imap(endpoint, "", null, () => "", Side.Source), cancellation);
            return $"{endpoint.Host} says {OtherSideText.Show(_greeting)}";
        }

        private string SignInAlone()
        {
            try
            {
                using var lane = new ImapConnector(EndpointConnectors.Imap(endpoint, "", null, () => password ?? "", Side.Source)).OpenSource(cancellation);
                return $"{endpoint.UserName} is signed in.";
            }
            catch (FaultException refusal) when (refusal.Fault.Kind == ConnectorFaults.CredentialsRefused)
            {
                throw new FaultException(refusal.Fault with { Told = $"{refusal.Fault.Told} Where this account signs in only for a mailbox, name one with -TestMailbox." }, refusal);
            }
        }

        private string OpenMailbox()
        {
            using var lane = EndpointConnectors.Open(endpoint, endpoint.TestMailbox!, null, () => password ?? "", Side.Source, null).OpenSource(cancellation);
            return string.Create(CultureInfo.InvariantCulture, $"{endpoint.TestMailbox} opens and has {lane.ListFolders(cancellation).Count} folders.");
        }
    }
}

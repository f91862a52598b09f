using Godwit.Diagnostics.Addresses;
using Godwit.Diagnostics.Examination;
using Godwit.Network.Autodiscover;
using Godwit.Network.Connecting;
using Godwit.Network.Dns;
using Godwit.Network.Tls;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary><c>godwit examine</c>.</summary>
internal sealed class ExamineCommand(DiagnosisSurroundings around)
{
    private const int MaxLimitSeconds = 600;

    private const string About = """
        Asks a migration endpoint, hop by hop, and says which one is broken: Autodiscover, DNS, every address, TLS, the devices in front, the front end, signing in, permission, the servers behind.

        It only reads. A credential is sent only with --credentials, only over TLS and only to a host whose certificate is in order; after one refused logon nobody is asked again.
        """;

    private readonly Argument<string?> _host = new("HOST") { Arity = ArgumentArity.ZeroOrOne, Description = "The endpoint's name; may be left out with --autodiscover, --from-log or --allow-list." };
    private readonly Option<string?> _autodiscover = new("--autodiscover") { HelpName = "ADDRESS", Description = "Find the endpoint from a mail address; every attempt is shown." };
    private readonly Option<string?> _fromLog = new("--from-log") { HelpName = "FILE", Description = "Take the endpoint's name from a failed test as it was printed, or from a log that names it; '-' reads standard input." };
    private readonly Option<string?> _credentials = new("--credentials") { HelpName = "USER", Description = $"Sign in as DOMAIN\\user or user@domain. The password comes from --password-file, ${PasswordSource.Variable} or a prompt, never from the command line." };
    private readonly Option<string?> _passwordFile = new("--password-file") { HelpName = "FILE", Description = "A file that holds the password." };
    private readonly Option<string[]> _credentialsFor = new("--credentials-for") { HelpName = "HOST", Description = "Sign in to this host too when Autodiscover leads there from another domain; may be given several times." };
    private readonly Option<bool> _allSchemes = new("--all-schemes") { Description = "After a logon was accepted, try the other schemes too." };
    private readonly Option<string[]> _via = new("--via") { HelpName = "IP[:PORT]", Description = "Ask this node past the balancer, by the same name; may be given several times, and the nodes are laid side by side." };
    private readonly Option<string[]> _dns = new("--dns") { HelpName = "IP[:PORT]", Description = "Ask this server of DNS too, for what everybody outside sees; may be given several times." };
    private readonly Option<string?> _ca = new("--ca") { HelpName = "FILE", Description = "Trust the authorities in this file (PEM) instead of the system's." };
    private readonly Option<int?> _port = new("--port") { Description = "The port; without it 443, or what --from-log says." };
    private readonly Option<string?> _path = new("--path") { Description = $"The path that the proxy is published under; without it {ExaminationRequest.DefaultPath}, or what --from-log says." };
    private readonly Option<string?> _since = new("--since") { HelpName = "FILE", Description = "Say what has changed since a run that was saved with --json." };
    private readonly Option<string?> _allowList = new("--allow-list") { HelpName = "FILE", Description = "Compare a firewall's list of ranges with the published one and name what is missing." };
    private readonly Option<string?> _published = new("--published") { HelpName = "FILE|ADDRESS", Description = "The published list for --allow-list, in the format of Exchange Online's service (JSON): a file, or an address that begins with https://; without it a snapshot." };
    private readonly Option<int> _limit = new("--limit") { DefaultValueFactory = _ => 30, HelpName = "SECONDS", Description = "How long the whole may take." };
    private readonly Option<int?> _pause = new("--pause") { HelpName = "SECONDS", Description = "Leave connections alone for so long, and see whether something on the way ends them; comes on top of the limit." };
    private readonly ReportOptions _report = new();

    /// <summary>The command.</summary>
    public Command Build()
    {
        var command = new Command("examine", About + "\n\n" + DiagnosisExitCodes.Help) { _host, _autodiscover, _fromLog, _credentials, _credentialsFor, _passwordFile, _allSchemes, _via, _dns, _ca, _port, _path, _since, _allowList, _published, _limit, _pause };
        _report.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult given, CancellationToken cancellation)
    {
        var trust = new TlsTrust(given.GetValue(_ca) is { } authorities ? AuthorityFile.Read(authorities) : null, IssuerFetch.FetchAsync);
        var allowList = given.GetValue(_allowList) is { } list ? await CompareAllowListAsync(list, given.GetValue(_published), trust, cancellation).ConfigureAwait(false) : null;
        if (allowList is not null && given.GetValue(_host) is null && given.GetValue(_autodiscover) is null && given.GetValue(_fromLog) is null) return _report.Print(given, allowList, around);
        var network = NetworkAccess.OfSystem(trust, around.Clock, (given.GetValue(_dns) ?? []).Select(text => EndPointText.Read("--dns", text, NameServer.DefaultPort)));
        var named = given.GetValue(_fromLog) is { } log ? Named(log) : null;
        var report = await new EndpointExamination(network, question => around.Error.WriteLine(question)).RunAsync(Request(given, named), cancellation).ConfigureAwait(false);
        if (given.GetValue(_since) is { } since) report = InputFiles.Parse("--since", () => FactComparison.Since(report, System.Text.Encoding.UTF8.GetBytes(InputFiles.Read(since))));
        if (named is not null) report = report with { Remarks = [.. report.Remarks, $"The name was taken from: {named.Told}"] };
        return _report.Print(given, allowList is null ? report : With(report, allowList), around);
    }

    private static DiagnosisReport With(DiagnosisReport report, DiagnosisReport allowList) => report with
    {
        Remarks = [.. report.Remarks, .. allowList.Remarks],
        Verdict = Verdict.From(report.Verdict.Findings.Concat(allowList.Verdict.Findings), report.Verdict.State == VerdictState.CannotTell ? report.Verdict.Told : null),
    };

    private NamedEndpoint Named(string file) => InputFiles.Parse("--from-log", () => NamedEndpoint.Find(file == "-" ? InputFiles.Read(around.Input) : InputFiles.Read(file)))
        ?? throw InputFiles.Refuse($"--from-log: no endpoint is named in '{OtherSideText.Show(file)}'. The log of IIS names no hosts; a failed test or Exchange's HttpProxy log does.");

    private ExaminationRequest Request(ParseResult given, NamedEndpoint? named)
    {
        var host = given.GetValue(_host) ?? named?.Host;
        var address = given.GetValue(_autodiscover);
        if (host is null && address is null) throw InputFiles.Refuse("Name the endpoint's HOST, a mail address with --autodiscover, or a failed test with --from-log.");
        if (host is not null && Uri.CheckHostName(host) == UriHostNameType.Unknown) throw InputFiles.Refuse($"'{OtherSideText.Show(host)}' is not a host name; give the name alone, without https:// and path.");
        if (address is not null && !AutodiscoverClient.IsAddress(address)) throw InputFiles.Refuse($"'{OtherSideText.Show(address)}' is not a mail address.");
        var pause = given.GetValue(_pause) is { } seconds ? TimeSpan.FromSeconds(InRange("--pause", seconds, MaxLimitSeconds)) : (TimeSpan?)null;
        var port = InRange("--port", given.GetValue(_port) ?? named?.Port ?? 443, ushort.MaxValue);
        return new ExaminationRequest
        {
            Host = host,
            AutodiscoverAddress = address,
            Port = port,
            Path = (given.GetValue(_path) ?? named?.Path ?? ExaminationRequest.DefaultPath) is var path && path.StartsWith('/') && !path.Any(c => char.IsControl(c) || c == ' ') ? path : throw InputFiles.Refuse("--path takes a path that begins with a slash."),
            Via = [.. (given.GetValue(_via) ?? []).Select(text => EndPointText.Read("--via", text, port))],
            Credential = given.GetValue(_credentials) is { } user ? PasswordSource.Credential(user, given.GetValue(_passwordFile), around) : null,
            CredentialHosts = given.GetValue(_credentialsFor) ?? [],
            AllSchemes = given.GetValue(_allSchemes),
            Pause = pause,
            Limit = TimeSpan.FromSeconds(InRange("--limit", given.GetValue(_limit), MaxLimitSeconds)) + (pause ?? TimeSpan.Zero),
        };
    }

    private static int InRange(string option, int value, int most) => value >= 1 && value <= most ? value : throw InputFiles.Refuse($"{option} takes a number from 1 to {most}.");

    private async Task<DiagnosisReport> CompareAllowListAsync(string allowed, string? published, TlsTrust trust, CancellationToken cancellation)
    {
        var ranges = published is null ? PublishedRanges.Snapshot : PublishedFetch.IsAddress(published) ? await PublishedFetch.FetchAsync(published, trust, cancellation).ConfigureAwait(false) : InputFiles.Read(published);
        var finding = InputFiles.Parse("--allow-list", () => AllowList.Compare(InputFiles.Read(allowed), ranges));
        return new DiagnosisReport(allowed, around.Clock.GetUtcNow(), [], Verdict.From(finding is null ? [] : [finding]))
        {
            Remarks = published is null ? [$"Compared with a snapshot of {PublishedRanges.SnapshotDate:yyyy-MM-dd}; give the list of today with --published."] : [],
        };
    }
}

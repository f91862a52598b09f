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

    private readonly Argument<string?> _host = new("HOST") { Arity = ArgumentArity.ZeroOrOne, Description = "The endpoint's name; may be left out with --autodiscover or --allow-list." };
    private readonly Option<string?> _autodiscover = new("--autodiscover") { HelpName = "ADDRESS", Description = "Find the endpoint from a mail address; every attempt is shown." };
    private readonly Option<string?> _credentials = new("--credentials") { HelpName = "USER", Description = $"Sign in as DOMAIN\\user or user@domain. The password comes from --password-file, ${PasswordSource.Variable} or a prompt, never from the command line." };
    private readonly Option<string?> _passwordFile = new("--password-file") { HelpName = "FILE", Description = "A file that holds the password." };
    private readonly Option<bool> _allSchemes = new("--all-schemes") { Description = "After a logon was accepted, try the other schemes too." };
    private readonly Option<string[]> _via = new("--via") { HelpName = "IP[:PORT]", Description = "Ask this node past the balancer, by the same name; may be given several times, and the nodes are laid side by side." };
    private readonly Option<string[]> _dns = new("--dns") { HelpName = "IP[:PORT]", Description = "Ask this server of DNS too, for what everybody outside sees; may be given several times." };
    private readonly Option<string?> _ca = new("--ca") { HelpName = "FILE", Description = "Trust the authorities in this file (PEM) instead of the system's." };
    private readonly Option<int> _port = new("--port") { DefaultValueFactory = _ => 443, Description = "The port." };
    private readonly Option<string> _path = new("--path") { DefaultValueFactory = _ => ExaminationRequest.DefaultPath, Description = "The path that the proxy is published under." };
    private readonly Option<string?> _since = new("--since") { HelpName = "FILE", Description = "Say what has changed since a run that was saved with --json." };
    private readonly Option<string?> _allowList = new("--allow-list") { HelpName = "FILE", Description = "Compare a firewall's list of ranges with the published one and name what is missing." };
    private readonly Option<string?> _published = new("--published") { HelpName = "FILE", Description = "The published list for --allow-list, in the format of Exchange Online's service (JSON); without it a snapshot." };
    private readonly Option<int> _limit = new("--limit") { DefaultValueFactory = _ => 30, HelpName = "SECONDS", Description = "How long the whole may take." };
    private readonly ReportOptions _report = new();

    /// <summary>The command.</summary>
    public Command Build()
    {
        var command = new Command("examine", About + "\n\n" + DiagnosisExitCodes.Help) { _host, _autodiscover, _credentials, _passwordFile, _allSchemes, _via, _dns, _ca, _port, _path, _since, _allowList, _published, _limit };
        _report.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult given, CancellationToken cancellation)
    {
        var allowList = given.GetValue(_allowList) is { } list ? CompareAllowList(list, given.GetValue(_published)) : null;
        if (allowList is not null && given.GetValue(_host) is null && given.GetValue(_autodiscover) is null) return _report.Print(given, allowList, around);
        var trust = new TlsTrust(given.GetValue(_ca) is { } authorities ? AuthorityFile.Read(authorities) : null, IssuerFetch.FetchAsync);
        var network = NetworkAccess.OfSystem(trust, around.Clock, (given.GetValue(_dns) ?? []).Select(text => EndPointText.Read("--dns", text, NameServer.DefaultPort)));
        var report = await new EndpointExamination(network, question => around.Error.WriteLine(question)).RunAsync(Request(given), cancellation).ConfigureAwait(false);
        if (given.GetValue(_since) is { } since) report = InputFiles.Parse("--since", () => FactComparison.Since(report, System.Text.Encoding.UTF8.GetBytes(InputFiles.Read(since))));
        if (allowList is not null) report = report with { Remarks = [.. report.Remarks, .. allowList.Remarks], Verdict = Verdict.From(report.Verdict.Findings.Concat(allowList.Verdict.Findings), report.Verdict.State == VerdictState.CannotTell ? report.Verdict.Told : null) };
        return _report.Print(given, report, around);
    }

    private ExaminationRequest Request(ParseResult given)
    {
        var host = given.GetValue(_host);
        var address = given.GetValue(_autodiscover);
        if (host is null && address is null) throw InputFiles.Refuse("Name the endpoint's HOST, or a mail address with --autodiscover.");
        if (host is not null && Uri.CheckHostName(host) == UriHostNameType.Unknown) throw InputFiles.Refuse($"'{OtherSideText.Show(host)}' is not a host name; give the name alone, without https:// and path.");
        if (address is not null && !AutodiscoverClient.IsAddress(address)) throw InputFiles.Refuse($"'{OtherSideText.Show(address)}' is not a mail address.");
        return new ExaminationRequest
        {
            Host = host,
            AutodiscoverAddress = address,
            Port = InRange("--port", given.GetValue(_port), ushort.MaxValue),
            Path = given.GetValue(_path) is { } path && path.StartsWith('/') && !path.Any(c => char.IsControl(c) || c == ' ') ? path : throw InputFiles.Refuse("--path takes a path that begins with a slash."),
            Via = [.. (given.GetValue(_via) ?? []).Select(text => EndPointText.Read("--via", text, given.GetValue(_port)))],
            Credential = given.GetValue(_credentials) is { } user ? PasswordSource.Credential(user, given.GetValue(_passwordFile), around) : null,
            AllSchemes = given.GetValue(_allSchemes),
            Limit = TimeSpan.FromSeconds(InRange("--limit", given.GetValue(_limit), MaxLimitSeconds)),
        };
    }

    private static int InRange(string option, int value, int most) => value >= 1 && value <= most ? value : throw InputFiles.Refuse($"{option} takes a number from 1 to {most}.");

    private DiagnosisReport CompareAllowList(string allowed, string? published)
    {
        var finding = InputFiles.Parse("--allow-list", () => AllowList.Compare(InputFiles.Read(allowed), published is null ? AllowList.Snapshot : InputFiles.Read(published)));
        return new DiagnosisReport(allowed, around.Clock.GetUtcNow(), [], Verdict.From(finding is null ? [] : [finding]))
        {
            Remarks = published is null ? [$"Compared with a snapshot of {AllowList.SnapshotDate:yyyy-MM-dd}; fetch the list of today and give it with --published."] : [],
        };
    }
}

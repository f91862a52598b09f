namespace Godwit.Administration.Tests.Running;

/// <summary>What came of a command line.</summary>
internal sealed record Outcome(int Code, string Output, string Error);

/// <summary>Runs command lines in this process, with an environment of their own.</summary>
internal sealed class AdministrationRun
{
    public Dictionary<string, string> Variables { get; } = [];

    public Func<string, string?>? Ask { get; init; }

    public Func<string, bool>? Confirm { get; init; }

    public string ProxyProgram { get; init; } = "/nonexistent/godwit-proxy";

    /// <summary>Command lines for this service, signed in by a token.</summary>
    public static AdministrationRun Of(FakeService service) => new AdministrationRun().At(service);

    public AdministrationRun At(FakeService service)
    {
        Variables["GODWIT_SERVICE"] = service.Url.ToString();
        Variables["GODWIT_SERVICE_CA"] = service["service.pem"];
        Variables["GODWIT_TOKEN"] = "token-1";
        return this;
    }

    public async Task<Outcome> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, IsTerminal: false, () => 80);
        var code = await AdministrationProgram.RunAsync(words, new Surroundings(terminal, Variables.GetValueOrDefault, Ask, Confirm, ProxyProgram, CancellationToken.None));
        return new Outcome(code, output.ToString(), error.ToString());
    }
}

using Godwit.Diagnostics.Bundles;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary><c>godwit bundle create</c> and <c>godwit bundle inspect</c>.</summary>
internal sealed class BundleCommand(DiagnosisSurroundings around)
{
    private const string About = """
        Writes a support bundle: the analysis of the logs, their lines about the endpoint and the request ids that join them, redacted: mail addresses, logins, host names, IP addresses other than the
        migration service's, tokens and passwords are replaced, the same by the same. Look at it with 'bundle inspect' before it is sent.
        """;

    private readonly LogOptions _logs = new(around);
    private readonly Option<string> _output = new("--output") { HelpName = "FILE", Description = "The file to write; it must not exist.", Required = true };
    private readonly Option<bool> _subjects = new("--redact-subjects") { Description = "Take out what stands behind 'Subject:' too." };
    private readonly Argument<string> _bundle = new("FILE") { Description = "The bundle." };

    /// <summary>The commands.</summary>
    public Command Build()
    {
        var create = new Command("create", About) { _output, _subjects };
        _logs.AddTo(create);
        create.SetAction(Create);
        var inspect = new Command("inspect", "Shows what a support bundle holds.") { _bundle };
        inspect.SetAction(Inspect);
        return new Command("bundle", "Support bundles.") { create, inspect };
    }

    private int Create(ParseResult given)
    {
        var (sources, options, path) = (_logs.Sources(given), _logs.Analysis(given), given.GetValue(_output)!);
        InputFiles.Use(path, () =>
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
            return InputFiles.Parse("--ranges or --columns", () => BundleWriter.Write(file, sources, options, given.GetValue(_subjects), around.Clock, around.Stop));
        });
        around.Output.WriteLine($"Written: {OtherSideText.Show(path)}. 'godwit bundle inspect' shows what is in it.");
        return DiagnosisExitCodes.Passed;
    }

    private int Inspect(ParseResult given)
    {
        var path = given.GetValue(_bundle)!;
        InputFiles.Use(path, () =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            BundleInspection.Print(file, around.Output);
            return true;
        });
        return DiagnosisExitCodes.Passed;
    }
}

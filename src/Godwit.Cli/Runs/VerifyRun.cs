using Godwit.Store;

namespace Godwit.Cli;

/// <summary>One run of <c>godwit verify</c>.</summary>
internal sealed class VerifyRun(VerifyOptions options, Surroundings surroundings)
{
    /// <summary>Compares and reports.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="FaultException">A side cannot be read.</exception>
    public int Run()
    {
        OpenLinkWarnings.Write(surroundings.Terminal, options.From, options.To);
        using var link = new OpenLink(options.Link, surroundings.Terminal.Error, surroundings.Clock);
        using var connectors = new StoreConnectors(link, surroundings.Environment, surroundings.Ask, surroundings.Clock);
        var source = connectors.Source(options.From, indexFolder: null);
        var target = new ReadOnlyConnector(connectors.Existing(options.To));
        using var ledger = OpenLedger(source, target);
        var verification = new MailboxVerification(source, target, options.Filter, ledger, MoveEnvironment.System with { Clock = surroundings.Clock });
        VerificationResult result;
        using (new ProgressPrinter(verification.Progress, surroundings.Terminal, surroundings.Clock)) result = verification.Run(surroundings.Stop);
        if (options.Json) JsonReport.Write(surroundings.Terminal.Output, result);
        else VerifySummary.Write(surroundings.Terminal.Output, result);
        return ExitCodes.For(result);
    }

    /// <summary>The move's state, where there is one: it knows which folder went where.</summary>
    private SqliteLedger? OpenLedger(IMailboxConnector source, IMailboxConnector target)
    {
        var path = options.StatePath ?? StateLocation.For(source.Identity, target.Identity, surroundings.Environment);
        if (File.Exists(path)) return SqliteLedger.Open(path, source.Identity, target.Identity, surroundings.Clock);
        return options.StatePath is null ? null : throw UsageFaults.Refuse(UsageFaults.FileUnusable, Directory.Exists(path) ? $"The state '{path}' is a folder; name the file." : $"There is no state '{path}'.");
    }
}

namespace Godwit.Cli;

/// <summary>One run of <c>godwit move</c> for one mailbox.</summary>
internal sealed class MoveRun(MoveOptions options, Surroundings surroundings)
{
    private bool IsRehearsal => options.Settings.DryRun;

    /// <summary>Moves and reports.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="FaultException">The move could not go on.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop; what was done is recorded.</exception>
    public int Run()
    {
        OpenLinkWarnings.Write(surroundings.Terminal, options.From, options.To);
        using var link = new OpenLink(options.Link, surroundings.Terminal.Error, surroundings.Clock);
        using var heap = new HeapWatch(surroundings.Clock, HeapWatch.OfOne);
        var run = new MailboxRun(options, link, surroundings);
        try
        {
            var result = run.Run(progress => new ProgressPrinter(progress, surroundings.Terminal, surroundings.Clock));
            Report(result, run.StatePath);
            return ExitCodes.For(result);
        }
        catch (Exception ending) when (ending is FaultException or OperationCanceledException)
        {
            ReportUnfinished(run.SoFar, (ending as FaultException)?.Fault);
            throw;
        }
    }

    private void Report(MoveResult result, string? statePath)
    {
        if (options.Json) JsonReport.Write(surroundings.Terminal.Output, result, IsRehearsal);
        else MoveSummary.Write(surroundings.Terminal.Output, result, IsRehearsal, statePath);
    }

    /// <summary>What was done before the end came. The fault itself is printed by whoever catches it; only JSON has all in one place.</summary>
    private void ReportUnfinished(MoveResult soFar, Fault? fault)
    {
        if (options.Json) JsonReport.Write(surroundings.Terminal.Output, fault is null ? soFar : soFar.With(fault), IsRehearsal);
        else if (soFar.ItemsCopied > 0) surroundings.Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Until then {soFar.ItemsCopied:N0} messages ({new ByteSize(soFar.BytesCopied)}) were copied; the same command goes on from there."));
    }
}

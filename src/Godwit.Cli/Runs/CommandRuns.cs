namespace Godwit.Cli;

/// <summary>Does the commands with the engine.</summary>
internal sealed class CommandRuns(Surroundings surroundings) : ICommandBodies
{
    public int Move(MoveOptions options) => new MoveRun(options, surroundings).Run();

    public int MoveEach(EachOptions options) => new EachRun(options, surroundings).Run();

    public int Verify(VerifyOptions options) => WithFaultsInJson(options.Json, () => new VerifyRun(options, surroundings).Run());

    public int Folders(FoldersOptions options) => WithFaultsInJson(options.Json, () => new FoldersRun(options, surroundings).Run());

    public int ProxyMailboxes(ProxyMailboxesOptions options) => WithFaultsInJson(options.Json, () => new ProxyMailboxesRun(options, surroundings).Run());

    /// <summary>Whoever asked for JSON gets an object also when the command fails.</summary>
    private int WithFaultsInJson(bool json, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (FaultException refusal) when (json)
        {
            JsonReport.Write(surroundings.Terminal.Output, [refusal.Fault]);
            throw;
        }
    }
}

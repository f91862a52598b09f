namespace Godwit.Connectors.Imap;

/// <summary>
/// One connection as a lane. Every public call runs inside <see cref="Run{T}"/>, which closes the connection when the token strikes and turns what goes wrong into
/// faults; what outlives its call (a listing, a reader) does the same through <see cref="LaneUse"/>.
/// </summary>
internal sealed partial class ImapLane : IMailboxTarget
{
    private readonly bool _readOnly;
    private bool _inUse;

    internal ImapLane(ImapConnection connection, LaneFacts facts, ImapSettings settings, OtherSideFaults faults, bool readOnly)
    {
        (Connection, Facts, Faults, _readOnly) = (connection, facts, faults, readOnly);
        Traits = facts.ToTraits(settings.MaxLanes);
        MustAsk = facts.Server.MistakesRefusedLiterals;
    }

    public ConnectorTraits Traits { get; }

    internal ImapConnection Connection { get; }

    internal LaneFacts Facts { get; }

    internal OtherSideFaults Faults { get; }

    /// <summary>True while a message has to ask before it is sent (<see cref="ServerFacts.MistakesRefusedLiterals"/>).</summary>
    internal bool MustAsk { get; set; }

    /// <summary>Takes the lane for one thing; false use of it while another goes on is a bug of the caller.</summary>
    internal LaneUse Use(CancellationToken cancellation, bool meetsAhead = false)
    {
        if (!meetsAhead && !_inUse) DropAhead();
        if (Connection.Failure is { } failure) throw new FaultException(Faults.Of(failure.End, "this lane is closed.", null, answerLost: false));
        cancellation.ThrowIfCancellationRequested();
        if (_inUse) throw new InvalidOperationException("The lane is still reading: dispose the listing or the reader first.");
        _inUse = true;
        return new LaneUse(this, cancellation);
    }

    internal void Release() => _inUse = false;

    private T Run<T>(Func<LaneUse, T> act, CancellationToken cancellation)
    {
        using var use = Use(cancellation);
        try
        {
            return act(use);
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            throw use.Explain(e);
        }
    }

    private void Run(Action<LaneUse> act, CancellationToken cancellation) => Run(use =>
    {
        act(use);
        return true;
    }, cancellation);

    /// <summary>Opens the folder and holds it to its generation.</summary>
    internal SelectedMailbox Select(Folder folder, FolderGeneration generation)
    {
        var opened = Opened(Connection.Send(NewSelect(folder)), folder);
        Hold(opened, folder, generation);
        return opened;
    }

    /// <summary>The open folder when it is this one already, else opens it. UIDVALIDITY cannot change while a folder is open (RFC 9051 section 2.3.1.1).</summary>
    internal SelectedMailbox KeepSelected(Folder folder, FolderGeneration generation)
    {
        if (Connection.Selected is not { } open || open.Name != folder.WireName) return Select(folder, generation);
        Hold(open, folder, generation);
        return open;
    }

    internal SelectCommand NewSelect(Folder folder) => NewSelect(folder.WireName);

    private SelectCommand NewSelect(string wireName) => new(wireName, _readOnly && !Facts.Server.ForgetsUnopened) { CondStore = Facts.TellsChanges && !Facts.TellsVanished };

    internal SelectedMailbox Opened(SelectCommand select, Folder folder)
    {
        try
        {
            return select.Wait();
        }
        catch (ImapRefusedException e)
        {
            throw new FaultException(Faults.Of(e, Doing.OpeningFolder) is { Reach: > Reach.Folder } wide ? wide : FolderFault(e, folder), e);
        }
    }

    private Fault FolderFault(ImapRefusedException e, Folder folder)
    {
        var fault = Faults.Of(e, Doing.OpeningFolder);
        return fault with { Told = $"The folder '{OtherSideText.Show(folder.Path.ToString())}' cannot be opened. {fault.Told}" };
    }

    internal void Hold(SelectedMailbox opened, Folder folder, FolderGeneration generation)
    {
        if (opened.Generation == generation) return;
        throw new FaultException(Faults.Make(ConnectorFaults.GenerationChanged,
            $"the folder '{OtherSideText.Show(folder.Path.ToString())}' has UIDVALIDITY {opened.Generation}, not {generation} as before."));
    }

    /// <summary>Leaves the open folder without expunging: STATUS, RENAME and DELETE are about closed folders.</summary>
    internal void Leave(Action<ImapCommand> send)
    {
        if (Connection.Selected is null || !Facts.Capabilities.Has("UNSELECT")) return;
        send(new UnselectCommand());
    }

    public void Dispose() => Connection.Dispose();
}

namespace Godwit.Diagnostics.Examination;

/// <summary>What is worth knowing beside the hops.</summary>
public static class OtherFindings
{
    private const string Next = "godwit examine HOST --via SERVER-ADDRESS";

    /// <summary>The replication service's own listener can be reached from here.</summary>
    public static readonly FindingKind ExposedListener = new("GW5130", "The replication service's own listener can be reached from here", Hop.FrontEnd, "CVE-2026-62911")
    {
        Severity = Severity.Warning,
        Symptom = "The listener of the replication service, which only servers should reach, answers from HTTP.sys and offers Negotiate.",
        Cause = "The path is published along with the rest. Known to be open to replayed logons on unpatched servers.",
        Difference = "It is no fault of the endpoint, and no reason why a move fails.",
        Fix = "Install the security update of August 2026 and block the path in front.",
        NextCommand = Next,
    };

    /// <summary>The firewall's allow list lacks ranges of Exchange Online.</summary>
    public static readonly FindingKind AllowListOutdated = new("GW5140", "The firewall's allow list lacks ranges of Exchange Online", Hop.Tcp, "F12")
    {
        Symptom = "From here it works; Exchange Online gets no answer, or only sometimes.",
        Cause = "The ranges change, and the list was not refreshed.",
        Difference = "GW5020 drops everybody.",
        Fix = "Add the missing ranges; refresh the list monthly.",
        NextCommand = "godwit examine HOST --allow-list FILE",
    };

    /// <summary>This is a Microsoft Exchange replication proxy: examined, not movable through this path.</summary>
    public static readonly FindingKind RealExchange = new("GW5150", "This is a Microsoft Exchange replication proxy: examined, not movable through this path", Hop.BackEnd, "F72")
    {
        Severity = Severity.Notice,
        Symptom = "The endpoint is healthy and belongs to Exchange: Exchange Online can make a migration endpoint of it. Godwit's own `New-MigrationEndpoint` refuses it with GW2012.",
        Cause = "Its contract is unpublished; Godwit speaks its own.",
        Difference = "A Godwit proxy answers with `X-Godwit-Protocol`.",
        Fix = "Let Exchange Online move the mailboxes. With Godwit move the mail by IMAP: `godwit move --from imaps://USER@HOST`; calendars, contacts and rules stay behind. Or run a Godwit proxy beside it on another path.",
        NextCommand = "godwit move --from imaps://USER@HOST --to ...",
    };
}

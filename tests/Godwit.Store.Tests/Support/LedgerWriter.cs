using System.Globalization;

namespace Godwit.Store.Tests;

/// <summary>
/// Commits until it is killed. Commit n leaves the folder's floor at n, its pairs numbered 1 to n * <see cref="RowsPerCommit"/>, all flags of the first segment telling n,
/// and a line with n on standard output.
/// </summary>
internal static class LedgerWriter
{
    public const string Verb = "write-until-killed";
    public const int RowsPerCommit = 400;
    public const int Folder = 1;

    public static int Run(string path)
    {
        using var ledger = Sample.Open(path);
        var done = ledger.Folders.Count == 0 ? 0u : ledger.Folders[0].Floor;
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        output.WriteLine(done.ToString(CultureInfo.InvariantCulture));
        while (true)
        {
            ledger.Commit(Changes(ledger, ++done));
            output.WriteLine(done.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static LedgerChanges Changes(SqliteLedger ledger, uint number)
    {
        var changes = Sample.NewPairs(Folder, Sample.Rows((number - 1) * RowsPerCommit + 1, RowsPerCommit));
        changes.Folders.Add(Sample.Folder(Folder, number));
        changes.Skipped.Add(Sample.Skipped(Folder, number));
        var table = ledger.ReadPairs(Folder);
        if (table.Count > 0) table.Change(0).Target = ledger.Keywords.Base(new MessageFlags(SystemFlags.Seen, KeywordSet.Of($"commit-{number}")));
        changes.ChangedTables[Folder] = table;
        return changes;
    }
}

using Godwit.Sync.Tests.Applying;

namespace Godwit.Sync.Tests.Ledger;

/// <summary>A store says how many keywords there are and how long they are; Godwit says how many it takes in.</summary>
public sealed class KeywordTableTests
{
    private static MessageFlags Marked(params string[] keywords) => new(SystemFlags.Seen, KeywordSet.Of(keywords));

    [Fact]
    public void What_is_known_already_needs_no_room()
    {
        var table = new KeywordTable { MaxBytes = 1 };
        var first = table.Listed(Marked("Work"), Side.Source);

        Assert.Equal(first, table.Listed(Marked("work"), Side.Source));
        Assert.Equal(new FlagBase(SystemFlags.Seen, 0), table.Listed(new MessageFlags(SystemFlags.Seen), Side.Source));
    }

    [Fact]
    public void A_new_set_for_which_there_is_no_room_is_a_fault_of_the_side_that_lists_it()
    {
        var table = new KeywordTable { MaxBytes = 1 };
        table.Listed(Marked("Work"), Side.Source);

        var fault = Assert.Throws<FaultException>(() => table.Listed(Marked("Home"), Side.Target)).Fault;

        Assert.Equal((SyncFaults.TooManyKeywords.Code, Side.Target, Reach.Folder), (fault.Code, fault.Side, fault.Reach));
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void Long_names_fill_the_table_sooner_than_short_ones()
    {
        var (few, many) = (Listed(length: 10_000), Listed(length: 10));

        Assert.Equal((5, 575), (few, many));
    }

    private static int Listed(int length)
    {
        var table = new KeywordTable { MaxBytes = 100_000 };
        try
        {
            while (true) table.Listed(Marked(new string('k', length - 6) + table.Count.ToString("d6", null)), Side.Source);
        }
        catch (FaultException)
        {
            return table.Count - 1;
        }
    }

    [Fact]
    public void A_folder_with_too_many_keywords_is_told_and_the_others_are_copied()
    {
        var mail = new TwoMailboxes { Ledger = new MemoryLedger(keepHistory: true) { Keywords = new KeywordTable { MaxBytes = 5_000 } } };
        mail.Source.CreateFolder(FolderPath.Parse("Other"));
        mail.Source.CreateFolder(FolderPath.Parse("Third"));
        for (var i = 0; i < 100; i++) mail.Deliver("Other", $"other {i}", keywords: $"keyword-{i}");
        mail.Deliver("INBOX", "inbox", keywords: "keyword-1");
        mail.Deliver("Third", "third");

        var result = mail.Move();

        var fault = Assert.Single(result.Faults);
        Assert.Equal(SyncFaults.TooManyKeywords.Code, fault.Code);
        Assert.StartsWith("Other: Its messages have more different keywords than Godwit takes in", fault.Told, StringComparison.Ordinal);
        Assert.Equal((1, 0, 1), (mail.TargetMessages("INBOX").Count, mail.TargetMessages("Other").Count, mail.TargetMessages("Third").Count));
    }
}

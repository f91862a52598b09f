namespace Godwit.EdgeCases;

/// <summary>What tests ask of a result again and again.</summary>
internal static class Verdicts
{
    /// <summary>So many messages were copied, and nothing went wrong.</summary>
    public static MoveResult ShouldHaveCopied(this MoveResult result, long messages)
    {
        Assert.Empty(result.Faults);
        Assert.Empty(result.Skipped);
        Assert.Equal(messages, result.ItemsCopied);
        return result;
    }

    /// <summary>
    /// So many messages arrived, and nothing went wrong. What the server stored just before a connection ended is recognised instead of copied; how much that is, is the network's choice.
    /// </summary>
    public static MoveResult ShouldHaveBrought(this MoveResult result, long messages)
    {
        Assert.Empty(result.Faults);
        Assert.Empty(result.Skipped);
        Assert.Equal(messages, result.ItemsCopied + result.ItemsAdopted);
        return result;
    }

    /// <summary>Nothing was written at all.</summary>
    public static MoveResult ShouldHaveDoneNothing(this MoveResult result)
    {
        result.ShouldHaveCopied(0);
        Assert.Equal((0, 0, 0), (result.ItemsUpdated, result.ItemsMoved, result.ItemsDeleted));
        Assert.Equal((0, 0, 0), (result.FoldersCreated, result.FoldersRenamed, result.FoldersDeleted));
        return result;
    }

    /// <summary>The report has a note with these words.</summary>
    public static MoveResult ShouldNote(this MoveResult result, string words)
    {
        Assert.Contains(result.Notes, note => note.Contains(words, StringComparison.Ordinal));
        return result;
    }
}

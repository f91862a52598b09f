using System.Text.Json;

namespace Godwit.Cli.Tests.Printing;

public sealed class ReportTests
{
    private static readonly MoveResult Result = new()
    {
        Folders = 12, FoldersCreated = 2, ItemsCopied = 10_000, ItemsAdopted = 3, ItemsUpdated = 4, ItemsMoved = 5, ItemsDeleted = 6, BytesCopied = 39_000_000, Elapsed = TimeSpan.FromSeconds(2),
        Skipped = [new SkippedItem(1, 77, SkipReason.Large) { Folder = FolderPath.Of("Pro\u001bjects"), Code = "GW1042", Told = "Over the limit.", Size = 26_000_000, Subject = "\"Quo\nte\"" }],
        Notes = ["a folder was renamed"],
    };

    [Fact]
    public void The_summary_counts_lists_and_judges()
    {
        using var text = new StringWriter { NewLine = "\n" };

        MoveSummary.Write(text, Result, dryRun: false);

        Assert.Equal("""
            Done in 2.0 s.
              folders             12  2 created
              copied          10,000  39 MB, 5,000 messages/s, 19.5 MB/s
              recognised           3  were on the target already
              updated              4  flags
              moved                5
              removed              6
              note: a folder was renamed
              skipped              1
                Pro\x1Bjects uid 77, 26 MB, ""Quo\x0Ate"": GW1042 Over the limit.
            All but 1 messages that take part are on the target.

            """, text.ToString());
    }

    [Fact]
    public void Json_is_one_line_with_everything_that_was_promised()
    {
        using var text = new StringWriter { NewLine = "\n" };

        JsonReport.Write(text, Result with { Faults = [new Fault(SyncFaults.CannotRemove, Side.Target, "Not removed.")] }, dryRun: false);

        var line = Assert.Single(text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        Assert.Equal((12, 10_000, 4, 5), (root.GetProperty("folders").GetInt32(), root.GetProperty("itemsCopied").GetInt32(), root.GetProperty("itemsUpdated").GetInt32(), root.GetProperty("itemsMoved").GetInt32()));
        Assert.Equal((6, 1, 39_000_000, 2.0), (root.GetProperty("itemsDeleted").GetInt32(), root.GetProperty("itemsSkipped").GetInt32(), root.GetProperty("bytesCopied").GetInt64(), root.GetProperty("seconds").GetDouble()));
        Assert.Equal("GW1042", root.GetProperty("skipped")[0].GetProperty("code").GetString());
        Assert.Equal("target", root.GetProperty("faults")[0].GetProperty("side").GetString());
    }

    [Fact]
    public void A_fault_is_one_sentence_with_code_side_remedy_and_page() =>
        Assert.Equal("GW1020 (source): Refused. [has to be put right first; docs/faults/GW1020.md]", FaultText.Line(new Fault(ConnectorFaults.CredentialsRefused, Side.Source, "Refused.")));

    [Theory]
    [InlineData(0, 0, 0, ExitCodes.Done)]
    [InlineData(1, 0, 0, ExitCodes.WithSkips)]
    [InlineData(0, 1, 0, ExitCodes.WithSkips)]
    [InlineData(1, 1, 1, ExitCodes.WaitsForApproval)]
    public void The_exit_code_follows_the_result(int skipped, int faults, int waiting, int code) => Assert.Equal(code, ExitCodes.For(new MoveResult
    {
        Skipped = [.. Result.Skipped.Take(skipped)],
        Faults = [.. Enumerable.Repeat(new Fault(SyncFaults.CannotRemove, Side.Target, "."), faults)],
        DeletionsWaiting = waiting,
    }));

    [Fact]
    public void A_fault_that_somebody_has_to_put_right_is_another_code_than_one_that_passes()
    {
        Assert.Equal(ExitCodes.Usage, ExitCodes.For(new Fault(ConnectorFaults.CredentialsRefused, Side.Source, ".")));
        Assert.Equal(ExitCodes.Failed, ExitCodes.For(new Fault(ConnectorFaults.ConnectionLost, Side.Source, ".")));
    }

    [Fact]
    public void A_verification_lists_its_differences()
    {
        using var text = new StringWriter { NewLine = "\n" };

        VerifySummary.Write(text, new VerificationResult
        {
            Folders = 1, SourceItems = 2, TargetItems = 2, Equal = 1, DifferenceCount = 1,
            Differences = [new Difference(DifferenceKind.Flags, FolderPath.Inbox, 3, 4, "flags [Seen] on the source, [] on the target")],
        });

        Assert.StartsWith("flags      INBOX uid 3 and 4: flags [Seen] on the source, [] on the target\n", text.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("1 differences.\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_verification_that_could_not_compare_a_folder_names_it_and_is_no_agreement()
    {
        using var text = new StringWriter { NewLine = "\n" };
        var result = new VerificationResult { Folders = 2, Faults = [new Fault(ConnectorFaults.NoPermission, Side.Source, "Other: no right to read it.")] };

        VerifySummary.Write(text, result);

        Assert.Contains("GW1033 (source): Other: no right to read it.", text.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("0 differences, and 1 folders could not be compared; see above.\n", text.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.WithSkips, ExitCodes.For(result));
        text.GetStringBuilder().Clear();
        JsonReport.Write(text, result);
        Assert.Equal("GW1033", JsonDocument.Parse(text.ToString()).RootElement.GetProperty("faults")[0].GetProperty("code").GetString());
    }

    [Fact]
    public void Where_something_is_wrong_the_state_s_file_is_named()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var wrong = new MoveResult { Folders = 1, Faults = [new Fault(SyncFaults.TargetEmptied, Side.Target, "Move with a new state file.")] };

        MoveSummary.Write(output, wrong, dryRun: false, "/home/anna/a.state");
        Assert.Contains("\n  state file: /home/anna/a.state\n", output.ToString(), StringComparison.Ordinal);

        output.GetStringBuilder().Clear();
        MoveSummary.Write(output, new MoveResult { Folders = 1 }, dryRun: false, "/home/anna/a.state");
        Assert.DoesNotContain("state file", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_only_holds_folders_is_not_counted_and_has_no_place()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var child = new Folder(FolderPath.Parse("Archive/2024"), "Archive/2024");

        FolderTreeText.Write(output, [new ListedFolder(new Folder(FolderPath.Parse("Archive"), "Archive"), 0, 0, null) { IsMoved = true }, new ListedFolder(child, 3, 300, null)]);
        Assert.Contains("  in 2 folders", output.ToString(), StringComparison.Ordinal);

        output.GetStringBuilder().Clear();
        FolderTreeText.Write(output, [new ListedFolder(new Folder(FolderPath.Parse("Archive"), "Archive") { HoldsMessages = false }, 0, 0, null) { IsMoved = false }, new ListedFolder(child, 3, 300, null)]);
        Assert.Contains("Archive  (holds only folders)", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  in 1 folders", output.ToString(), StringComparison.Ordinal);
    }
}

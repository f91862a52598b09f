using Godwit.Connectors.Memory;
using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Checking;

public sealed class MailboxCheckTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly MemoryMailbox _source = new("source");
    private MemoryOptions _target = new();

    public MailboxCheckTests()
    {
        _desk.NewEndpoint();
        _desk.Ends = new FakeEnds { Source = _ => _source, Target = _ => new MemoryMailbox("target", _target) };
    }

    private MigrationUser User => _desk.Users.Get("b1@old.example", null);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void What_fits_is_queued_with_its_size_and_what_no_pair_carries()
    {
        _source.Deliver(FolderPath.Inbox, MemoryContent.Of("Subject: a\r\n\r\nHello\r\n"));

        Check();

        Assert.Equal(MigrationUserStatus.Queued, User.Status);
        Assert.Equal("NotCarried", Assert.Single(User.Findings).Kind);
        Assert.Contains("Calendars", User.Findings[0].Detail, StringComparison.Ordinal);
        Assert.Equal(1, _desk.Users.Statistics("b1@old.example", null, false, false).EstimatedTotalTransferCount);
    }

    [Fact]
    public void A_target_without_room_fails_before_anything_is_copied()
    {
        _source.Deliver(FolderPath.Inbox, MemoryContent.Of(new string('x', 5000)));
        _target = _target with { QuotaBytes = 4000 };

        Check();

        Assert.Equal((MigrationUserStatus.Failed, "GW4051", "target"), (User.Status, User.ErrorSummary!.Code, User.ErrorSummary.Side));
    }

    [Fact]
    public void What_the_target_will_not_take_is_counted_and_fails_only_where_it_is_more_than_allowed()
    {
        _target = _target with { Traits = new ConnectorTraits { Limits = new MessageLimits { MaxMessageBytes = 1000, AcceptsEmptyMessages = false }, Keeps = new KeepTraits { Keywords = false } } };
        for (var i = 0; i < 3; i++) _source.Deliver(FolderPath.Inbox, MemoryContent.Of(new string('x', 1001)));
        _source.Deliver(FolderPath.Inbox, MemoryContent.Of(""));
        _source.Deliver(FolderPath.Inbox, MemoryContent.Of("Subject: b\r\n\r\n"), new MessageFlags(SystemFlags.Seen, KeywordSet.Of("$Label1")));

        Check();
        Assert.Equal([("LargeItem", 3L), ("EmptyItem", 1L), ("Keyword", 1L), ("NotCarried", null)], User.Findings.Select(static finding => (finding.Kind, finding.Count)));
        Assert.Equal(MigrationUserStatus.Queued, User.Status);

        _desk.Batches.Set("b", new MigrationBatchChanges { BadItemLimit = 3 }, null, Desk.Operator);
        Again();
        Assert.Equal((MigrationUserStatus.Failed, "GW4052"), (User.Status, User.ErrorSummary!.Code));
        _desk.Batches.Set("b", new MigrationBatchChanges { BadItemLimit = 4 }, null, Desk.Operator);
        Again();
        Assert.Equal(MigrationUserStatus.Queued, User.Status);
    }

    [Fact]
    public void Names_that_the_target_cannot_take_are_listed_with_those_they_get()
    {
        _source.CreateFolder(FolderPath.Of("Plans"));
        _source.CreateFolder(FolderPath.Of("a.b"));
        _target = _target with { Traits = new ConnectorTraits { Naming = new FolderNaming { ForbiddenCharacters = "." } } };

        Check();

        var finding = User.Findings.Single(static finding => finding.Kind == "FolderName");
        Assert.Equal(1, finding.Count);
        Assert.Contains("a.b as a=2Eb", finding.Detail, StringComparison.Ordinal);
        Assert.Equal([("INBOX", null), ("Plans", null), ("a.b", "a=2Eb")], _desk.Users.Report("b1@old.example", null).Folders.Select(static folder => (folder.Name, folder.TargetName)).OrderBy(static folder => folder.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void Everything_that_stands_against_a_move_is_told_at_once()
    {
        _source.Deliver(FolderPath.Inbox, MemoryContent.Of(new string('x', 5000)));
        _target = _target with { QuotaBytes = 4000, Traits = new ConnectorTraits { Limits = new MessageLimits { MaxMessageBytes = 1000 } } };
        _desk.NewBatch("b", 1, static batch => batch with { BadItemLimit = 0, AutoStart = false });

        _desk.Work();

        Assert.Equal((MigrationUserStatus.Failed, "GW4050"), (User.Status, User.ErrorSummary!.Code));
        Assert.Contains("(1) GW4051", User.ErrorSummary.Message, StringComparison.Ordinal);
        Assert.Contains("(2) GW4052", User.ErrorSummary.Message, StringComparison.Ordinal);
        Assert.Equal(["GW4051", "GW4052"], _desk.Users.Report("b1@old.example", null).Failures.Select(static failure => failure.Code).Order(StringComparer.Ordinal));
        Assert.Equal("LargeItem", User.Findings[0].Kind);
    }

    [Fact]
    public void A_source_and_a_target_that_cannot_be_opened_are_both_told()
    {
        _desk.Ends = new FakeEnds { Source = static _ => throw Refused(Side.Source), Target = static _ => throw Refused(Side.Target) };

        Check();

        Assert.Equal("GW4050", User.ErrorSummary!.Code);
        Assert.Contains("(1) GW1020 (target)", User.ErrorSummary.Message, StringComparison.Ordinal);
        Assert.Contains("(2) GW1020 (source)", User.ErrorSummary.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_passing_fault_of_the_check_is_tried_again()
    {
        var fails = true;
        _desk.Ends = new FakeEnds { Source = _ => fails ? throw new FaultException(new Fault(ConnectorFaults.ConnectionLost, Side.Network, "cut")) : _source };

        Check();
        Assert.Equal((MigrationUserStatus.Validating, WaitReason.Retry), (User.Status, User.WaitsFor.Reason));
        fails = false;
        _desk.Clock.Advance(RetryPolicy.Delay);
        _desk.Work();

        Assert.Equal(MigrationUserStatus.Queued, User.Status);
    }

    [Fact]
    public void A_mailbox_is_not_moved_into_itself()
    {
        _desk.Ends = new FakeEnds { Source = _ => _source, Target = _ => _source };

        Check();

        Assert.Equal((MigrationUserStatus.Failed, "GW4053"), (User.Status, User.ErrorSummary!.Code));
    }

    [Fact]
    public void What_does_not_take_part_is_not_counted()
    {
        _source.CreateFolder(FolderPath.Of("Old"));
        _source.Deliver(FolderPath.Of("Old"), MemoryContent.Of(new string('x', 5000)));
        _target = _target with { QuotaBytes = 4000 };
        _desk.NewBatch("b", 1, static batch => batch with { ExcludeFolders = ["Old"], AutoStart = false });

        _desk.Work();

        Assert.Equal(MigrationUserStatus.Queued, User.Status);
    }

    [Fact]
    public void An_endpoint_s_own_limit_counts_for_moves_to_it()
    {
        _source.Deliver(FolderPath.Inbox, MemoryContent.Of(new string('x', 5000)));
        _desk.Endpoints.Set("source", new MigrationEndpointChanges { MaxMessageBytes = 1000 }, null, Desk.Operator, CancellationToken.None);
        _desk.Batches.New(new NewMigrationBatch { Name = "b", TargetEndpoint = "source", Users = ["b1@old.example"] }, Desk.Operator);

        _desk.Work();

        Assert.Equal(("LargeItem", 1L), (User.Findings[0].Kind, User.Findings[0].Count));
    }

    [Fact]
    public void Checks_have_slots_of_their_own_and_leave_those_of_the_syncs_alone()
    {
        _desk.NewBatch("b", 30, static batch => batch with { AutoStart = false });
        _desk.NewEndpoint("other");
        _desk.NewBatch("c", 30, static batch => batch with { SourceEndpoint = "other", AutoStart = false });

        var claims = _desk.Queue().Claim(100);

        Assert.Equal((SlotScopes.MostChecks, 10, 10), (claims.Count, claims.Count(static claim => claim.Endpoint!.Order.Name == "source"), claims.Count(static claim => claim.Endpoint!.Order.Name == "other")));
        Assert.All(_desk.Configuration.Limits().Where(static limit => limit.Name is "MaxConcurrentMigrations"), static limit => Assert.Equal(0, limit.InUse));
        Assert.Contains("being checked", _desk.Users.Get("b30@old.example", null).WaitsFor.Told, StringComparison.Ordinal);
    }

    private static FaultException Refused(Side side) => new(new Fault(ConnectorFaults.CredentialsRefused, side, "no"));

    private void Check()
    {
        _desk.NewBatch("b", 1, static batch => batch with { AutoStart = false });
        _desk.Work();
    }

    private void Again()
    {
        if (User.Status != MigrationUserStatus.Failed) _desk.Users.Stop("b1@old.example", null, Desk.Operator);
        _desk.Users.Start("b1@old.example", null, Desk.Operator);
        _desk.Database.Change(static session =>
        {
            var move = session.Records.Moves.List(new MoveQuery(), 0, 1)[0];
            return session.Save(move with { Standing = move.Standing with { Started = false } });
        });
        _desk.Work();
    }
}

using Npgsql;

namespace Godwit.Store.Moves.Tests;

[Trait("needs", "process")]
public sealed class PostgresMoveStoreTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public void Records_of_a_newer_version_are_left_untouched()
    {
        var records = server.NewRecords();
        records.Open().Dispose();
        server.Ask(records, "UPDATE schema_version SET version = 99");

        var refusal = Assert.Throws<FaultException>(() => records.Open());

        Assert.Equal("GW4033", refusal.Fault.Code);
        Assert.Equal(99, server.Ask(records, "SELECT version FROM schema_version"));
    }

    [Fact]
    public void Another_program_s_schema_is_not_touched()
    {
        var records = server.NewRecords();
        server.Ask(records, $"CREATE SCHEMA {records.Schema}; CREATE TABLE {records.Schema}.theirs (a INTEGER)");

        Assert.Equal("GW4032", Assert.Throws<FaultException>(() => records.Open()).Fault.Code);
        Assert.Equal(1L, server.Ask(records, $"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '{records.Schema}'"));
    }

    [Fact]
    public void What_one_node_keeps_the_other_one_sees()
    {
        var records = server.NewRecords();
        using PostgresMoveStore one = records.Open(), two = records.Open("two");

        one.Database().Limit(7);

        Assert.Equal(7, two.Read(static read => read.Limits.MaxMigrations));
    }

    [Fact]
    public void A_reader_sees_one_moment()
    {
        var records = server.NewRecords();
        using PostgresMoveStore one = records.Open(), two = records.Open("two");

        var seen = one.Read(read =>
        {
            var before = read.Limits.MaxMigrations;
            two.Database().Limit(7);
            return (before, read.Limits.MaxMigrations);
        });

        Assert.Equal((300, 300), seen);
        Assert.Equal(7, one.Read(static read => read.Limits.MaxMigrations));
    }

    [Fact]
    public void A_name_is_one_process_s_at_a_time()
    {
        var records = server.NewRecords();
        using (records.Open())
        {
            Assert.Equal("GW4031", Assert.Throws<FaultException>(() => records.Open()).Fault.Code);
        }
        records.Open().Dispose();
    }

    [Fact]
    public async Task A_restart_waits_for_a_predecessor_that_the_server_has_not_seen_end()
    {
        var records = server.NewRecords();
        var before = records.Open();
        var restarted = Task.Run(() => records.Open());
        server.Ask(records, """
            DO $$ BEGIN FOR look IN 1..2000 LOOP
                EXIT WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted);
                PERFORM pg_sleep(0.001);
            END LOOP; END $$
            """);

        before.Dispose();

        (await restarted).Dispose();
    }

    [Fact]
    public void A_lost_connection_is_made_anew()
    {
        var records = server.NewRecords();
        using var store = records.Open();
        store.Read(static read => read.Limits);
        server.Ask(records, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'godwit one'");

        store.Database().Limit(7);

        Assert.Equal(7, store.Read(static read => read.Limits.MaxMigrations));
    }

    [Fact]
    public void A_change_that_is_cut_in_its_middle_is_not_kept_and_not_repeated()
    {
        var records = server.NewRecords();
        using var store = records.Open();
        var tries = 0;

        var refusal = Assert.Throws<FaultException>(() => store.Change(write =>
        {
            tries++;
            write.Limits = new OrganisationLimits(1, 1, 1);
            server.Ask(records, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'godwit one'");
            return write.Limits;
        }, keep: true));

        Assert.Equal(("GW4032", 1, 300), (refusal.Fault.Code, tries, store.Read(static read => read.Limits.MaxMigrations)));
    }

    [Fact]
    public async Task A_node_that_freezes_in_a_change_holds_the_others_up_for_seconds_only()
    {
        var records = server.NewRecords();
        using PostgresMoveStore frozen = records.Open("frozen"), alive = records.Open("alive");
        using ManualResetEventSlim begun = new(), thaw = new();
        var frozenEnd = Task.Run(() => Record.Exception(() => frozen.Change(write =>
        {
            write.Limits = new OrganisationLimits(1, 1, 1);
            begun.Set();
            thaw.Wait();
            return write.Limits;
        }, keep: true)));
        begun.Wait();

        if (Record.Exception(() => alive.Database().Limit(7)) is not null) alive.Database().Limit(7);
        thaw.Set();

        Assert.IsType<FaultException>(await frozenEnd);
        Assert.Equal(7, alive.Read(static read => read.Limits.MaxMigrations));
    }

    [Fact]
    public void The_audit_takes_lines_and_nothing_else()
    {
        var records = server.NewRecords();
        using var store = records.Open();
        store.Change(static write => { write.Access.Audit(new AuditEntry(0, DateTimeOffset.UnixEpoch, "tester", "", "New-Thing", "thing", "Done", "")); return true; }, keep: true);

        foreach (var sql in (string[])["UPDATE audit SET identity = 'other'", "DELETE FROM audit", "TRUNCATE audit"]) Assert.Throws<PostgresException>(() => server.Ask(records, sql));
        Assert.Equal("thing", store.Read(static read => read.Access.Audit(null, long.MaxValue, 10)).Single().Identity);
    }

    [Fact]
    public void Text_that_PostgreSQL_cannot_hold_is_stored_with_a_sign_in_its_place()
    {
        var records = server.NewRecords();
        using var store = records.Open();
        var move = Guid.NewGuid();

        store.Change(write =>
        {
            write.Reports.Begin(move, "anna@old.example", null);
            write.Reports.Add(move, new MoveReportEntry(DateTimeOffset.UnixEpoch, "node", "Information", "a\0b\uD800c\U0001F600"));
            return true;
        }, keep: true);

        Assert.Equal("a\uFFFDb\uFFFDc\U0001F600", store.Read(read => read.Reports.Find(move))!.Entries.Single().Message);
    }

    [Fact]
    public void Names_are_compared_without_case()
    {
        var records = server.NewRecords();
        using var store = records.Open();
        store.Change(static write => { write.Access.Save(new StoredAdministrator("Anna", "hash", Role.Reader, DateTimeOffset.UnixEpoch, null)); return true; }, keep: true);

        Assert.Equal("Anna", store.Read(static read => read.Access.FindAdministrator("aNNa"))?.Name);
    }

    [Fact]
    public void Leases_go_by_the_database_s_clock()
    {
        var records = server.NewRecords();
        using var store = PostgresMoveStore.Open(records, "fast", new ShiftedClock(TimeSpan.FromHours(1)));

        Assert.InRange((store.Clock.GetUtcNow() - DateTimeOffset.UtcNow).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_server_with_another_authority_s_certificate_is_refused()
    {
        var strange = server.NewRecords() with { AuthorityFile = null, Password = static () => "canary-of-the-password" };

        var refusal = Assert.Throws<FaultException>(() => strange.Open());

        Assert.Equal("GW4032", refusal.Fault.Code);
        Assert.DoesNotContain("canary-of-the-password", refusal.ToString(), StringComparison.Ordinal);
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}

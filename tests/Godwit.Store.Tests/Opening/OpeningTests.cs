using System.Buffers.Binary;

namespace Godwit.Store.Tests.Opening;

public sealed class OpeningTests
{
    [Fact]
    public void A_new_state_and_its_folder_are_the_owners_alone()
    {
        using var folder = new TempFolder();
        var path = folder["deep/er/a.state"];

        using (Sample.Open(path)) { }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(Path.GetDirectoryName(path)!).UnixFileMode);
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(path)!), f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
    }

    [Fact]
    public void A_closed_state_is_one_file_and_its_lock()
    {
        using var folder = new TempFolder();
        using (var ledger = Sample.Open(folder["a.state"])) ledger.Commit(Sample.NewPairs(1, Sample.Rows(1, 10)));

        Assert.Equal(["a.state", "a.state.lock"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_state_of_another_pair_is_refused_and_both_are_named()
    {
        using var folder = new TempFolder();
        using (Sample.Open(folder["a.state"])) { }

        var fault = Refused(folder["a.state"], SyncFaults.StateOfAnotherPair, () => SqliteLedger.Open(folder["a.state"], Sample.Source, "maildir:/else", TimeProvider.System));

        Assert.Contains(Sample.Target, fault.Told, StringComparison.Ordinal);
        Assert.Contains("maildir:/else", fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_of_a_newer_program_is_refused()
    {
        using var folder = new TempFolder();
        using (Sample.Open(folder["a.state"])) { }
        Patch(folder["a.state"], 60, 2);

        var fault = Refused(folder["a.state"], SyncFaults.StateTooNew, () => Sample.Open(folder["a.state"]));

        Assert.Contains("version 2", fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_only_the_log_tells_is_refused_too()
    {
        using var folder = new TempFolder();
        using (Sample.Open(folder["a.state"])) { }
        var database = Database.Open(folder["a.state"]);
        database.CheckpointOnClose(false);
        database.Execute("PRAGMA user_version=9"u8);
        database.Dispose();
        Assert.True(File.Exists(folder["a.state-wal"]));

        Refused(folder["a.state"], SyncFaults.StateTooNew, () => Sample.Open(folder["a.state"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("text")]
    public void A_file_that_is_no_state_is_refused(string content)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.state"], content == "text" ? new string('x', 9_000) : content);

        Refused(folder["a.state"], SyncFaults.StateDamaged, () => Sample.Open(folder["a.state"]));
    }

    [Fact]
    public void Another_programs_database_is_refused()
    {
        using var folder = new TempFolder();
        using (var database = Database.Open(folder["a.state"], create: true)) database.Execute("CREATE TABLE meta (id INTEGER PRIMARY KEY)"u8);

        Refused(folder["a.state"], SyncFaults.StateDamaged, () => Sample.Open(folder["a.state"]));
    }

    [Fact]
    public void A_log_that_outlived_its_state_does_not_come_back_in_a_new_one()
    {
        using var folder = new TempFolder();
        using (var ledger = Sample.Open(folder["a.state"]))
        {
            ledger.Commit(Sample.NewPairs(1, Sample.Rows(1, 10)));
            File.Copy(folder["a.state-wal"], folder["kept"]);
        }
        File.Delete(folder["a.state"]);
        File.Move(folder["kept"], folder["a.state-wal"]);

        using var fresh = Sample.Open(folder["a.state"]);

        Assert.Equal(0, fresh.ReadPairs(1).Count);
    }

    [Fact]
    public void What_an_interrupted_creation_left_is_swept_away()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["a.state.new"], "half");
        File.WriteAllText(folder["a.state.new-wal"], "half");

        using (Sample.Open(folder["a.state"])) { }

        Assert.Equal(["a.state", "a.state.lock"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("/proc/godwit/a.state")]
    [InlineData("/dev/null/a.state")]
    public void A_place_where_nothing_can_be_written_is_told(string path) =>
        Assert.Equal(SyncFaults.StateNotWritable, Assert.Throws<FaultException>(() => Sample.Open(path)).Fault.Kind);

    [Fact]
    public void A_folder_of_that_name_is_told()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["a.state"]);

        var fault = Assert.Throws<FaultException>(() => Sample.Open(folder["a.state"])).Fault;

        Assert.Equal((SyncFaults.StateNotWritable, $"The state '{folder["a.state"]}' is a folder; name a file, in it or elsewhere."), (fault.Kind, fault.Told));
        Assert.False(File.Exists(folder["a.state.lock"]));
    }

    [Fact]
    public void An_older_state_is_backed_up_and_brought_forward()
    {
        using var folder = new TempFolder();
        using (var ledger = Sample.Open(folder["a.state"])) ledger.Commit(Sample.NewPairs(1, Sample.Rows(1, 10)));
        var next = new StateFormat(3, [d => d.Execute("CREATE TABLE first (id INTEGER)"u8), d => d.Execute("CREATE TABLE second (id INTEGER)"u8)]);

        using (var ledger = OpenAs(folder, next)) Assert.Equal(10, ledger.ReadPairs(1).Count);

        var backup = Assert.Single(Directory.GetFiles(folder.Path, "*.backup"));
        Assert.Matches(@"a\.state\.v1-\d{8}T\d{6}Z\.backup$", backup);
        using (var old = Sample.Open(backup)) Assert.Equal(10, old.ReadPairs(1).Count);
        using (var again = OpenAs(folder, next)) Assert.Equal(10, again.ReadPairs(1).Count);
        Assert.Single(Directory.GetFiles(folder.Path, "*.backup"));
        Refused(folder["a.state"], SyncFaults.StateTooNew, () => Sample.Open(folder["a.state"]));
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_state_as_it_was()
    {
        using var folder = new TempFolder();
        using (var ledger = Sample.Open(folder["a.state"])) ledger.Commit(Sample.NewPairs(1, Sample.Rows(1, 10)));
        var broken = new StateFormat(3, [d => d.Execute("CREATE TABLE first (id INTEGER)"u8), d => d.Execute("not SQL"u8)]);

        Assert.Throws<FaultException>(() => OpenAs(folder, broken));

        using var again = Sample.Open(folder["a.state"]);
        Assert.Equal(10, again.ReadPairs(1).Count);
    }

    private static SqliteLedger OpenAs(TempFolder folder, StateFormat format) =>
        SqliteLedger.Open(folder["a.state"], Sample.Source, Sample.Target, TimeProvider.System, format);

    /// <summary>Refused with this kind and one sentence, the file untouched and free again.</summary>
    private static Fault Refused(string path, FaultKind kind, Action open)
    {
        var before = File.ReadAllBytes(path);
        var fault = Assert.Throws<FaultException>(open).Fault;
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(path, fault.Told, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        // A file that is no state gets no lock; then there is none to be free.
        using var free = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        return fault;
    }

    private static void Patch(string path, int at, int number)
    {
        var bytes = File.ReadAllBytes(path);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), number);
        File.WriteAllBytes(path, bytes);
    }
}

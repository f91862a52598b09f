using Godwit.Moves.Tests.Support;
using Godwit.Store.Moves;
using Microsoft.Data.Sqlite;

namespace Godwit.Moves.Tests.Storing;

public sealed class EarlierMovesTests : IDisposable
{
    private static readonly FakeStores Stores = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-earlier-").FullName;
    private readonly FakeClock _clock = new();

    private string DatabaseFile => Path.Combine(_folder, "service.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_the_first_version_kept_is_found_by_its_state_and_its_target_afterwards()
    {
        With((_, batches, _) => batches.New(new NewMigrationBatch { Name = "old", Users = ["a@old.example", "b@old.example"] }, Desk.Operator));
        MakeVersionOne();

        With((database, batches, requests) =>
        {
            Assert.Equal(2, EarlierMoves.KeepAnew(database, Stores));
            Assert.Equal(0, EarlierMoves.KeepAnew(database, Stores));
            Assert.Equal(2, requests.List(null, MoveRequestStatus.Queued, null, null, Paging.First).Total);
            var twin = new NewMigrationBatch { Name = "new", CsvData = "EmailAddress,TargetAddress\nc@old.example,b@old.example\n" };
            Assert.Contains("in the batch 'old'", Assert.Single(Assert.Throws<InputException>(() => batches.New(twin, Desk.Operator)).Errors).Detail, StringComparison.Ordinal);
        });
        Assert.Single(Directory.GetFiles(_folder, "service.db.v1-*.backup"));
    }

    private void With(Action<MoveDatabase, MigrationBatches, MoveRequests> act)
    {
        using var store = SqliteMoveStore.Open(DatabaseFile, _clock);
        var (database, secrets) = (new MoveDatabase(store, new EventFeed(_clock), _clock), new FakeSecrets());
        act(database, new MigrationBatches(database, new Admission(secrets, Stores)), new MoveRequests(database, secrets, Stores));
    }

    private void MakeVersionOne()
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            DROP INDEX moves_place; DROP INDEX moves_request; ALTER TABLE moves DROP COLUMN place; ALTER TABLE moves DROP COLUMN request_status;
            UPDATE moves SET order_document = json_remove(order_document, '$.TargetPlace'); PRAGMA user_version = 1
            """;
        command.ExecuteNonQuery();
    }
}

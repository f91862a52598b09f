using Microsoft.Data.Sqlite;

namespace Godwit.Store.Moves.Tests;

public sealed class SqlSessionTests
{
    static SqlSessionTests() => SQLitePCL.Batteries_V2.Init();

    /// <summary>What is due is asked for without the endpoints that are full, in ever other words as they fill and empty.</summary>
    [Fact]
    public void A_session_that_is_asked_in_ever_other_words_does_not_grow()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var session = new SqlSession(connection, static made => made.BeginTransaction());
        for (var i = 0; i < 5000; i++)
        {
            Assert.Equal(i, session.Number(string.Create(CultureInfo.InvariantCulture, $"SELECT {i}")));
            Assert.Equal(7, session.Number("SELECT @p0", 7));
        }

        Assert.InRange(session.Prepared, 1, 1000);
    }
}

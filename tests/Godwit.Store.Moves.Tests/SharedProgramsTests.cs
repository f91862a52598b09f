using System.Diagnostics;

namespace Godwit.Store.Moves.Tests;

/// <summary>What holds on SQLite holds on PostgreSQL: the very same tests, but for those that look into the file or move the machine's clock (the trait <c>records=sqlite</c>).</summary>
[Trait("needs", "process")]
public sealed class SharedProgramsTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Theory, InlineData("Godwit.Moves.Tests", 50), InlineData("Godwit.Server.Tests", 10)]
    public async Task The_tests_of_the_service_pass_on_PostgreSQL(string program, int least)
    {
        var file = AppContext.BaseDirectory.Replace("Godwit.Store.Moves.Tests", program, StringComparison.Ordinal) + program;
        var results = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, ["-noLogo", "-noColor", "-trait-", "records=sqlite", "-xml", results]) { RedirectStandardOutput = true, Environment = { ["GODWIT_TEST_POSTGRES"] = server.Where } })!;
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();

            Assert.True(process.ExitCode == 0, said);
            Assert.InRange(System.Xml.Linq.XDocument.Load(results).Descendants("test").Count(static test => (string?)test.Attribute("result") == "Pass"), least, int.MaxValue);
        }
        finally
        {
            File.Delete(results);
        }
    }
}

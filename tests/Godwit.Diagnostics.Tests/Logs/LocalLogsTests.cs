using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Logs;

/// <summary>Where <c>--local</c> looks: paths of Windows, told apart from the system that the tests run on.</summary>
public sealed class LocalLogsTests
{
    [Fact]
    public void A_server_with_Exchange_keeps_its_logs_in_six_places() => Assert.Equal(
        [
            @"C:\inetpub\logs\LogFiles",
            @"C:\Windows\System32\LogFiles\HTTPERR",
            @"D:\Exchange\V15\Logging\HttpProxy\Ews",
            @"D:\Exchange\V15\Logging\EWS",
            @"D:\Exchange\V15\Logging\MailboxReplicationService",
            @"D:\Exchange\V15\Logging\MrsProxyAuthorization",
        ], Places(("SystemDrive", "C:"), ("SystemRoot", @"C:\Windows"), ("ExchangeInstallPath", @"D:\Exchange\V15\"), ("ProgramFiles", @"C:\Program Files")));

    [Fact]
    public void Without_its_variable_Exchange_is_looked_for_where_setup_puts_it() =>
        Assert.Equal(@"C:\Program Files\Microsoft\Exchange Server\V15\Logging\HttpProxy\Ews", Places(("ProgramFiles", @"C:\Program Files"))[0]);

    [Fact]
    public void A_machine_that_says_nothing_has_none() => Assert.Empty(LocalLogs.Find(_ => null));

    [Fact]
    public void Only_what_exists_is_read()
    {
        var folder = Directory.CreateTempSubdirectory("godwit-local-").FullName;
        try
        {
            // One folder whose name has backslashes in it where those separate nothing.
            var logs = Directory.CreateDirectory(Path.Join(folder, "drive") + @"\inetpub\logs\LogFiles").FullName;

            Assert.Equal([logs], LocalLogs.Find(Variables(("SystemDrive", Path.Join(folder, "drive")), ("SystemRoot", folder))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<string> Places(params (string Name, string Value)[] variables) => LocalLogs.Places(Variables(variables));

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) => name => variables.FirstOrDefault(variable => variable.Name == name).Value;
}

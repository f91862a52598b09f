namespace Godwit.Administration.Tests.Parsing;

public sealed class CommandParserTests
{
    [Theory]
    [InlineData("New-MigrationEndpoint -Name north -RemoteServer h -ExchangeRemoteMove -Credentials mig")]
    [InlineData("new-migrationendpoint -NAME north -remoteserver h -exchangeremotemove -credentials mig")]
    [InlineData("New-MigrationEndpoint north -Remote h -Exchange -Cred mig")]
    [InlineData("New-MigrationEndpoint -Name:north -RemoteServer:h -ExchangeRemoteMove:$true -Credential:mig")]
    [InlineData("endpoint new --name north --remote-server h --exchange-remote-move --credentials mig")]
    [InlineData("ENDPOINT NEW --name=north --remote-server=h --exchange-remote-move=true --credentials=mig")]
    [InlineData("endpoint new north -RemoteServer h --exchange-remote-move -Credentials mig")]
    public void All_spellings_say_the_same(string line)
    {
        var given = Parse(line);

        Assert.Equal(["Credentials", "ExchangeRemoteMove", "Name", "RemoteServer"], given.Values.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("north", "h", "mig", true), (given.Text("Name"), given.Text("RemoteServer"), given.Text("Credentials"), given.IsSet("ExchangeRemoteMove")));
    }

    [Theory]
    [InlineData("Get-MigrationBatch|\u201CBatch|1\u201D", "Batch 1")]
    [InlineData("Get-MigrationBatch|\u2013Identity|\u2018Batch|1\u2019", "Batch 1")]
    [InlineData("Get-MigrationBatch|-Identity:\u201CBatch|1\u201D", "Batch 1")]
    [InlineData("Get-MigrationBatch|\u2014Identity|\u201Cone\u201D", "one")]
    [InlineData("Get-MigrationBatch|Batch 1", "Batch 1")]
    [InlineData("Get-MigrationBatch|it\u2019s", "it\u2019s")]
    public void Quotes_and_dashes_of_a_document_are_understood(string words, string identity) => Assert.Equal(identity, Parse(words.Split('|')).Text("Identity"));

    [Theory]
    [InlineData("$true", true), InlineData("True", true), InlineData("FALSE", false), InlineData("$False", false)]
    public void A_flag_is_true_or_false_in_all_spellings(string word, bool expected) =>
        Assert.Equal(expected, Parse(["Set-WebServicesVirtualDirectory", "-MRSProxyEnabled", word]).Values["MRSProxyEnabled"]);

    [Theory]
    [InlineData("Set-WebServicesVirtualDirectory -MRSProxyEnabled", "-MRSProxyEnabled takes true or false")]
    [InlineData("Set-WebServicesVirtualDirectory -MRSProxyEnabled yes", "-MRSProxyEnabled takes true or false")]
    [InlineData("Remove-MigrationBatch b -Confirm:", "-Confirm takes true or false")]
    [InlineData("Get-MigrationUser -ResultSize many", "-ResultSize takes a whole number")]
    [InlineData("Get-MigrationUser -ResultSize -1", "-ResultSize takes a whole number")]
    [InlineData("Get-MigrationUser -Status Sleeping", "-Status takes Validating, Provisioning")]
    [InlineData("Get-MigrationUser -Format Xml", "-Format takes List, Table, Json, Csv")]
    [InlineData("Get-MigrationUser -Service http://moves", "-Service takes an https address")]
    [InlineData("Set-MigrationBatch b -IncrementalSyncInterval soon", "-IncrementalSyncInterval takes a duration")]
    [InlineData("Set-MigrationBatch b -CompleteAfter 11/12/2026", "-CompleteAfter takes a time")]
    [InlineData("Set-MigrationBatch b -CompleteAfter 2026-11-27T22:00", "-CompleteAfter does not say in which zone")]
    [InlineData("New-MigrationEndpoint n -RemoteServer h -ExchangeRemoteMove -Credentials $Cred", "-Credentials takes the user's name")]
    [InlineData("Start-MigrationBatch a b", "word too many")]
    [InlineData("Start-MigrationBatch a -Identity b", "-Identity is given more than once")]
    [InlineData("Start-MigrationBatch -Identity a -Identity b", "-Identity is given more than once")]
    [InlineData("Start-MigrationBatch", "-Identity is missing")]
    [InlineData("Start-MigrationBatch -Identity", "-Identity needs a value")]
    [InlineData("Start-MigrationBatch b -Nonsense", "-Nonsense is not known")]
    [InlineData("Start-MigrationBatch b --nonsense=1", "--nonsense is not known")]
    [InlineData("New-MigrationEndpoint n -RemoteServer h -Imap -Password x", "-Password does not exist: every user of this machine could read it")]
    [InlineData("Get-MigrationBatch -Token x", "-Token does not exist: every user of this machine could read it")]
    [InlineData("Set-MigrationBatch b -IncrementalSyncInterval 1:60", "-IncrementalSyncInterval takes a duration")]
    [InlineData("New-MigrationEndpoint n -RemoteServer h", "One of -ExchangeRemoteMove and -Imap is missing")]
    [InlineData("New-MigrationEndpoint n -RemoteServer h -Imap -ExchangeRemoteMove -Credentials m", "-ExchangeRemoteMove and -Imap exclude each other")]
    [InlineData("New-MigrationEndpoint n -Autodiscover -ExchangeRemoteMove -Credentials m", "-Autodiscover needs -EmailAddress")]
    [InlineData("Set-MigrationBatch b", "there is nothing to do")]
    [InlineData("New-MigrationEndpoint n -M 5 -Imap -RemoteServer h", "-M fits -MasterSeparator, -MaxConcurrentMigrations, -MaxConcurrentIncrementalSyncs")]
    public void What_cannot_be_understood_is_told(string line, string told)
    {
        var refusal = Assert.Throws<UsageException>(() => Parse(line));

        Assert.Contains(refusal.Faults, fault => fault.Told.Contains(told, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var refusal = Assert.Throws<UsageException>(() => Parse("Get-MigrationUser -Status x -ResultSize y -Nonsense"));

        Assert.Equal(3, refusal.Faults.Count);
    }

    [Fact]
    public void A_word_that_is_no_parameter_is_never_repeated()
    {
        var refusal = Assert.Throws<UsageException>(() => Parse("Start-MigrationBatch b canary-7f3a"));

        Assert.DoesNotContain("canary", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("24:00:00", 24 * 3600)]
    [InlineData("1.00:00:00", 24 * 3600)]
    [InlineData("36:30", 36 * 3600 + 1800)]
    [InlineData("24h", 24 * 3600)]
    [InlineData("90M", 90 * 60)]
    [InlineData("7d", 7 * 24 * 3600)]
    [InlineData("0", 0)]
    public void A_duration_is_read_as_the_field_writes_it(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Parse(["Set-MigrationBatch", "b", "-IncrementalSyncInterval", text]).Values["IncrementalSyncInterval"]);

    [Theory]
    [InlineData("2026-11-27T22:00+01:00", "2026-11-27T22:00:00+01:00")]
    [InlineData("2026-11-27 22:00:30 -05:00", "2026-11-27T22:00:30-05:00")]
    [InlineData("2026-11-27T22:00Z", "2026-11-27T22:00:00+00:00")]
    [InlineData("none", "none")]
    public void A_time_keeps_its_offset(string text, string expected) => Assert.Equal(expected, Parse(["Set-MigrationBatch", "b", "-CompleteAfter", text]).Values["CompleteAfter"].ToString());

    [Fact]
    public void A_time_of_a_zone_stays_what_the_clock_shows_there() =>
        Assert.Equal("2026-11-27T22:00:00", Parse("Set-MigrationBatch b -CompleteAfter 2026-11-27T22:00 -TimeZone Europe/Berlin").Values["CompleteAfter"].ToString());

    [Theory]
    [InlineData("Get-MigrationUser -Property A,B,C")]
    [InlineData("Get-MigrationUser -Property A, B, C")]
    [InlineData("Get-MigrationUser --property A --property B,C")]
    public void A_list_may_be_cut_by_the_shell(string line) => Assert.Equal(["A", "B", "C"], Parse(line).List("Property"));

    [Fact]
    public void A_switch_that_is_taken_back_was_not_given() => Assert.Equal(["Identity"], Parse("Remove-MigrationBatch b -Confirm:$false").Values.Keys);

    [Theory]
    [InlineData("RemoteServer", "remote-server"), InlineData("MRSProxyEnabled", "mrs-proxy-enabled"), InlineData("CSVData", "csv-data"), InlineData("Imap", "imap"), InlineData("WhatIf", "what-if")]
    public void A_name_has_one_other_spelling(string name, string option) => Assert.Equal(option, Spelling.Kebab(name));

    private static GivenCommand Parse(string line) => Parse(line.Split(' '));

    private static GivenCommand Parse(string[] words)
    {
        var straight = Spelling.Straighten(words);
        var (command, count) = CommandTable.Find(straight)!.Value;
        return CommandParser.Parse(command, [.. straight.Skip(count)]);
    }
}

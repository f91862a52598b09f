using Godwit.Proxy.Host;
using Godwit.Terminals;

namespace Godwit.Proxy.Tests.Host;

/// <summary>What administrators type.</summary>
public sealed class ProxyProgramTests : IAsyncDisposable
{
    private readonly Organisation _organisation = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public ProxyProgramTests() => File.WriteAllText(_organisation.PathOf("proxy.yaml"),
        "server: fe2\ncertificate: server.pem\nlisten: 127.0.0.1:0\nuser-key-file: users.key\nvirtual-directory: vdir.json\nusers: users.json\nstores: { main: { memory: true, mailboxes: '*@mail.example' } }\n");

    [Fact]
    public async Task A_proxy_is_disabled_until_somebody_enables_it()
    {
        Assert.Equal(0, await RunAsync("Get-WebServicesVirtualDirectory", "-Server", "fe2"));
        Assert.Contains("MRSProxyEnabled                 : False", _output.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, await RunAsync("proxy", "enable"));
        Assert.True(_organisation.Directories.Of("FE2").MRSProxyEnabled);
        Assert.Equal(0, await RunAsync("proxy", "disable"));
        Assert.False(_organisation.Directories.Of("fe2").MRSProxyEnabled);
    }

    [Theory]
    [InlineData("-MRSProxyEnabled", "$true"), InlineData("-mrsproxyenabled", "TRUE"), InlineData("-MRSProxyEnabled:$true", null)]
    public async Task The_cmdlet_understands_what_administrators_write(string name, string? value)
    {
        Assert.Equal(0, await RunAsync([.. (string?[])["set-webservicesvirtualdirectory", name, value, "-Identity", "fe2\\EWS (Default Web Site)", "-ExternalUrl", "https://mail.example/EWS/Exchange.asmx"]]));

        var directory = _organisation.Directories.Of("fe2");
        Assert.Equal((true, "https://mail.example/EWS/Exchange.asmx"), (directory.MRSProxyEnabled, directory.ExternalUrl?.AbsoluteUri));
    }

    [Theory]
    [InlineData("-MRSProxyEnabled", null)]
    [InlineData("-MRSProxyEnabled", "maybe")]
    [InlineData("-MRSProxyMaxConnections", "-1")]
    [InlineData("-ExternalUrl", "http://mail.example/")]
    [InlineData("-ExtendedProtectionTokenChecking", "7")]
    public async Task A_value_that_a_shell_swallowed_or_that_is_none_changes_nothing(string name, string? value)
    {
        Assert.Equal(1, await RunAsync([.. (string?[])["Set-WebServicesVirtualDirectory", name, value]]));

        Assert.Null(_organisation.Directories.Of("fe2").WhenChangedUTC);
        Assert.NotEmpty(_error.ToString());
    }

    [Fact]
    public async Task A_server_that_nobody_knows_is_told()
    {
        Assert.Equal(2, await RunAsync("Set-WebServicesVirtualDirectory", "-Server", "nowhere", "-MRSProxyEnabled", "true"));
        Assert.Contains("GW2111", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Table"), InlineData("Json"), InlineData("Csv"), InlineData("List")]
    public async Task The_directories_of_all_servers_are_shown_in_each_format(string format)
    {
        Assert.Equal(0, await RunAsync("Get-WebServicesVirtualDirectory", "-Format", format));

        Assert.Contains("fe1", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("fe2", _output.ToString(), StringComparison.Ordinal);
        if (format == "Json") Assert.Equal(2, System.Text.Json.JsonDocument.Parse(_output.ToString()).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_user_is_added_listed_and_removed_and_no_file_shows_the_password()
    {
        await File.WriteAllTextAsync(_organisation.PathOf("password"), "Canary-77\n");

        Assert.Equal(0, await RunAsync("proxy", "user", "add", "zoe", "--group", "Recipient Management", "--ntlm", "--password-file", _organisation.PathOf("password")));
        Assert.Equal(0, await RunAsync("proxy", "group", "add", "Night Shift", "--member-of", "Recipient Management"));
        Assert.Equal(0, await RunAsync("proxy", "user", "list"));
        Assert.Contains("zoe       Basic, NTLM", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Canary-77", await File.ReadAllTextAsync(_organisation.PathOf("users.json")), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_organisation.PathOf("users.key")));

        Assert.Equal(0, await RunAsync("proxy", "user", "remove", "zoe"));
        Assert.Equal(2, await RunAsync("proxy", "user", "remove", "zoe"));
    }

    [Fact]
    public async Task The_service_runs_until_it_is_told_to_end_and_says_where_it_answers()
    {
        using var stop = new CancellationTokenSource();
        var told = new TellingWriter(text => { if (text.Contains("answers at https://127.0.0.1:", StringComparison.Ordinal)) stop.Cancel(); });

        Assert.Equal(0, await ProxyProgram.RunAsync(["proxy", "--config", _organisation.PathOf("proxy.yaml")], new ProxySurroundingsOfProcess(TerminalOf(told), _ => null, null, TimeProvider.System, stop.Token)));
        Assert.True(stop.IsCancellationRequested);
        Assert.Equal(44, (await File.ReadAllTextAsync(_organisation.PathOf("users.key"))).TrimEnd().Length);
    }

    [Fact]
    public async Task The_key_that_can_be_made_is_made_with_the_first_user_and_stays()
    {
        await AddAsync("zoe");
        var key = await File.ReadAllTextAsync(_organisation.PathOf("users.key"));
        await AddAsync("zita");

        Assert.Equal(key, await File.ReadAllTextAsync(_organisation.PathOf("users.key")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_organisation.PathOf("users.key")));
    }

    [Fact]
    public async Task A_key_that_was_lost_is_not_replaced_while_hashes_need_it()
    {
        await AddAsync("zoe", "--ntlm");
        File.Delete(_organisation.PathOf("users.key"));

        Assert.Equal(2, await RunAsync("proxy"));
        Assert.Contains("GW2102", _error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_organisation.PathOf("users.key")));
    }

    [Fact]
    public async Task A_secret_that_only_the_administrator_has_is_missed_at_the_start()
    {
        await File.WriteAllTextAsync(_organisation.PathOf("proxy.yaml"),
            "server: fe2\ncertificate: server.pem\nlisten: 127.0.0.1:0\nstores: { main: { imap: 'imaps://imap.example', master-user: godwit, password-file: master.secret, mailboxes: '*@mail.example' } }\n");

        Assert.Equal(2, await RunAsync("proxy"));
        Assert.Contains("master.secret", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'godwit proxy user' takes add, remove, list; see --help.", "proxy", "user")]
    [InlineData("The option --onse is not known; see --help.", "proxy", "--onse")]
    public async Task A_line_that_is_not_understood_is_a_fault_as_any_other(string told, params string[] words)
    {
        Assert.Equal(1, await ProxyProgram.RunAsync(words, Surroundings));

        Assert.Equal($"GW9011 (service): {told} [has to be put right first; docs/faults/GW9011.md]", _error.ToString().Trim());
    }

    [Fact]
    public async Task A_fault_of_the_configuration_says_what_to_do_and_where_the_rest_stands()
    {
        Assert.Equal(1, await ProxyProgram.RunAsync(["proxy", "config", "--config", _organisation.PathOf("missing.yaml")], Surroundings));

        Assert.EndsWith("[has to be put right first; docs/faults/GW2102.md]", _error.ToString().Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_shows_what_is_typed_and_every_command()
    {
        Assert.Equal(0, await ProxyProgram.RunAsync(["proxy", "--help"], Surroundings));

        Assert.Contains("  godwit proxy [command]", _output.ToString(), StringComparison.Ordinal);
        Assert.All((string[])["config", "enable", "disable", "user", "group", "mailboxes"], command => Assert.Matches($"(?m)^  {command} ", _output.ToString()));
    }

    private ProxySurroundingsOfProcess Surroundings => new(TerminalOf(_error), _ => null, null, TimeProvider.System, default);

    private async Task AddAsync(string name, params string[] options)
    {
        await File.WriteAllTextAsync(_organisation.PathOf("password"), "Canary-77\n");
        Assert.Equal(0, await RunAsync(["proxy", "user", "add", name, "--password-file", _organisation.PathOf("password"), .. options]));
    }

    public ValueTask DisposeAsync() => _organisation.DisposeAsync();

    private Terminal TerminalOf(TextWriter error) => new(_output, error, IsTerminal: false, static () => 80);

    private Task<int> RunAsync(params string?[] arguments) => ProxyProgram.RunAsync(
        [.. arguments.OfType<string>(), "--config", _organisation.PathOf("proxy.yaml")], new ProxySurroundingsOfProcess(TerminalOf(_error), _ => null, null, TimeProvider.System, default));

    private sealed class TellingWriter(Action<string> tell) : StringWriter
    {
        public override Task WriteLineAsync(string? value)
        {
            tell(value ?? "");
            return Task.CompletedTask;
        }
    }
}

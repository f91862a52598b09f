namespace Godwit.Administration.Tests.Running;

/// <summary>The proxy's program is a script here that tells what it was asked.</summary>
[Trait("needs", "process")]
public sealed class ProxyRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-admin-").FullName;

    [Fact]
    public async Task A_change_is_passed_on_with_its_names_and_plain_values()
    {
        var outcome = await Run("printf '%s|' \"$@\"").RunAsync("set-webservicesvirtualdirectory", "\u2013MRSProxyEnabled", "$TRUE", "-ExternalUrl", "none", "--config", "x.yaml", "--set", "server=mbx2");

        Assert.Equal((0, "Set-WebServicesVirtualDirectory|--config|x.yaml|--set|server=mbx2|-MRSProxyEnabled|true|-ExternalUrl|$null|"), (outcome.Code, outcome.Output));
    }

    [Fact]
    public async Task What_comes_back_is_printed_like_everything_else()
    {
        var outcome = await Run("""echo '[{"MRSProxyEnabled":true,"Server":"mbx1","ExternalAuthenticationMethods":["Basic","Ntlm"]}]'""")
            .RunAsync("Get-WebServicesVirtualDirectory", "mbx1", "-Property", "ExternalAuthenticationMethods,Server");

        Assert.Equal("ExternalAuthenticationMethods : {Basic, Ntlm}\nServer                        : mbx1\n", outcome.Output);
    }

    [Fact]
    public async Task Trying_a_change_only_looks()
    {
        var outcome = await Run("""[ "$1" = Get-WebServicesVirtualDirectory ] && echo '[{"MRSProxyEnabled":false,"Server":"mbx1"}]'""").RunAsync("virtual-directory", "set", "--mrs-proxy-enabled", "true", "--what-if");

        Assert.Equal(0, outcome.Code);
        Assert.Contains("would set MRSProxyEnabled to true; nothing was changed", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("False", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_keeps_its_sentence_and_its_code()
    {
        var outcome = await Run("echo 'GW2111 (proxy): There is no server.' >&2; exit 2").RunAsync("Get-WebServicesVirtualDirectory", "mbx9");

        Assert.Equal((2, "", "GW2111 (proxy): There is no server.\n"), (outcome.Code, outcome.Output, outcome.Error));
    }

    private AdministrationRun Run(string script)
    {
        var path = Path.Combine(_folder, "godwit-proxy");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new AdministrationRun { ProxyProgram = path };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

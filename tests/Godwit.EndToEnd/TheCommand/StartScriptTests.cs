namespace Godwit.EndToEnd.TheCommand;

/// <summary>What <c>./godwit</c> says while somebody waits for it to build. The compiler is played, so that this takes no minutes.</summary>
[Trait("needs", "process")]
public sealed class StartScriptTests : IDisposable
{
    /// <summary>Makes an empty program of the name that the project has as a command: <c>publish .../Godwit.X.csproj ... -o FOLDER</c>.</summary>
    private const string Compiler = """
        #!/bin/bash
        project=$2
        while [ "$1" != -o ]; do shift; done
        case $project in *Godwit.Cli.csproj) name=godwit ;; *Godwit.Proxy.Host.csproj) name=godwit-proxy ;; *Godwit.Diagnostics.Host.csproj) name=godwit-diagnose ;; *) exit 1 ;; esac
        printf '#!/bin/sh\nexit 0\n' >"$2/$name"
        chmod +x "$2/$name"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-script-").FullName;

    public StartScriptTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "src"));
        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        File.Copy(Path.Combine(Checkout.Root, "godwit"), Path.Combine(_folder, "godwit"));
        File.WriteAllText(Path.Combine(_folder, "bin", "dotnet"), Compiler.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(Path.Combine(_folder, "bin", "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Whoever_waits_is_told_for_what_and_how_long()
    {
        Assert.Equal("godwit: building (the first build takes some minutes)", await ToldAsync("move"));
        Assert.Equal("", await ToldAsync("move"));
        Assert.Equal("godwit: building godwit-diagnose (once: it is asked for the first time)", await ToldAsync("examine"));
        Assert.Equal("godwit: building godwit-proxy (once: it is asked for the first time)", await ToldAsync("proxy"));
        Assert.Equal("", await ToldAsync("examine"));

        await File.WriteAllTextAsync(Path.Combine(_folder, "src", "changed.cs"), "");
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "src", "changed.cs"), DateTime.UtcNow.AddHours(1));

        Assert.Equal("godwit: building (half a minute, only after a change)", await ToldAsync("move"));
    }

    private async Task<string> ToldAsync(string word)
    {
        var path = $"{Path.Combine(_folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = GodwitProcess.Start(Path.Combine(_folder, "godwit"), [word], new Dictionary<string, string> { ["PATH"] = path, ["GODWIT_BUILD"] = "" });
        var outcome = await process.FinishAsync();
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        return outcome.Errors.Trim();
    }
}

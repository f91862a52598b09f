namespace Godwit.EndToEnd.TheCommand;

/// <summary>What <c>./publish</c> looks at in a file that it cannot run: made here byte by byte, right and with one thing wrong.</summary>
[Trait("needs", "process")]
public sealed class PublishedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("linux-x64", "ELF, ld-linux-x86-64.so.2, x64")]
    [InlineData("linux-arm64", "ELF, ld-linux-aarch64.so.1, arm64")]
    [InlineData("linux-musl-x64", "ELF, ld-musl-x86_64.so.1, x64")]
    [InlineData("osx-x64", "Mach-O, signed, x64")]
    [InlineData("osx-arm64", "Mach-O, signed, arm64")]
    [InlineData("win-x64", "PE, x64")]
    [InlineData("win-arm64", "PE, arm64")]
    public async Task A_whole_file_is_told_for_what_it_is(string rid, string told)
    {
        var outcome = await LookAsync(rid, new PublishedFile(rid).Bytes());

        Assert.Equal((0, $"{told}, 10 files in one, .NET 10.0.9 inside"), (outcome.ExitCode, outcome.Output.Trim()));
    }

    [Theory]
    [InlineData("linux-x64", "linux-arm64", "another processor")]
    [InlineData("linux-x64", "linux-musl-x64", "another C library")]
    [InlineData("linux-musl-x64", "linux-x64", "another C library")]
    [InlineData("win-x64", "win-arm64", "another processor")]
    [InlineData("osx-arm64", "osx-x64", "another processor")]
    [InlineData("osx-x64", "linux-x64", "no 64-bit ELF program")]
    [InlineData("linux-x64", "osx-x64", "no 64-bit Mach-O program")]
    [InlineData("linux-x64", "win-x64", "no PE program")]
    [InlineData("linux-x64", "freebsd-x64", "not known here")]
    public async Task A_program_of_another_system_is_refused(string made, string asked, string told) => await RefusesAsync(asked, new PublishedFile(made).Bytes(), told);

    [Fact]
    public async Task What_is_not_whole_is_refused()
    {
        await RefusesAsync("linux-x64", new PublishedFile("linux-x64") { Without = "System.Private.CoreLib.dll" }.Bytes(), "System.Private.CoreLib.dll missing");
        await RefusesAsync("linux-x64", new PublishedFile("linux-x64") { Without = "Godwit.Network.dll" }.Bytes(), "Godwit.Network.dll missing");
        await RefusesAsync("linux-x64", new PublishedFile("linux-x64").Bytes()[..^300], "cut short");
        await RefusesAsync("linux-x64", new PublishedFile("linux-x64").Bytes()[..280], "there is no bundle in it");
        await RefusesAsync("linux-x64", [], "no 64-bit ELF program");
    }

    [Fact]
    public async Task What_needs_a_runtime_or_holds_that_of_another_system_is_refused()
    {
        await RefusesAsync("linux-x64", new PublishedFile("linux-x64") { SelfContained = false }.Bytes(), "not self-contained");
        await RefusesAsync("linux-x64", new PublishedFile("linux-x64") { RuntimeOf = "win-x64" }.Bytes(), "the runtime in it is compiled for another system");
        await RefusesAsync("linux-x64", new PublishedFile("linux-x64") { DependenciesOf = "linux-musl-x64" }.Bytes(), "its dependencies are those of");
        await RefusesAsync("osx-arm64", new PublishedFile("osx-arm64") { Signed = false }.Bytes(), "not signed");
    }

    /// <summary>The start program of a build is of this system, and needs a runtime.</summary>
    [Fact]
    public async Task A_program_that_was_only_built_is_no_single_file()
    {
        var program = Environment.ProcessPath!;
        Assert.SkipUnless(OperatingSystem.IsLinux() && !Path.GetFileName(program).Equals("dotnet", StringComparison.Ordinal), "The tests run in no program of their own here.");
        var rid = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "linux-arm64" : "linux-x64";

        await RefusesAsync(rid, await File.ReadAllBytesAsync(program), "no single file");
    }

    private async Task RefusesAsync(string rid, byte[] file, string told)
    {
        var outcome = await LookAsync(rid, file);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(told, outcome.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", outcome.Errors, StringComparison.Ordinal);
    }

    private async Task<CommandResult> LookAsync(string rid, byte[] file)
    {
        await File.WriteAllBytesAsync(_folder["program"], file);
        return await Command.RunAsync("python3", [Path.Combine(Checkout.Root, "tools", "published.py"), rid, _folder["program"]]);
    }
}

using Godwit.EndToEnd.BadInput;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.TheService;

/// <summary>The check of the disk, on a disk that is nearly full; the other checks are broken in the service's own tests.</summary>
[Trait("needs", "process")]
public sealed class HealthTests
{
    [Fact]
    public async Task A_disk_that_is_nearly_full_is_found()
    {
        await using var disk = await SmallDisk.MountAsync(kilobytes: 32 * 1024);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["service.yaml"], $"node: small\nlisten: 127.0.0.1:0\ndata: '{disk.Path}/data'\n");
        await using var service = await ServiceProcess.StartAsync(folder["service.yaml"], disk.Path + "/data");

        var rows = await service.ListAsync("/health");
        var outcome = await Command.RunAsync(Path.Combine(Checkout.Root, "godwit"), ["Test-MRSHealth", "-Format", "Csv", "-Property", "Check,Passed,Code"], new Dictionary<string, string>
        {
            ["GODWIT_SERVICE"] = service.Url.ToString(), ["GODWIT_SERVICE_CA"] = service.Certificate, ["GODWIT_TOKEN"] = (await service.AskAsync(HttpMethod.Post, "/tokens", new System.Text.Json.Nodes.JsonObject { ["name"] = "t", ["role"] = "Reader" })).Body!["token"]!.GetValue<string>(),
        });

        Assert.Equal(["DiskSpaceCheck"], rows.Where(static row => !row["passed"]!.GetValue<bool>()).Select(static row => row["check"]!.GetValue<string>()));
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("DiskSpaceCheck,False,GW4041", outcome.Output, StringComparison.Ordinal);
    }
}

namespace Godwit.EndToEnd.Proxies;

/// <summary>Channel binding ties a sign-in by NTLM to the TLS connection it is made on: whoever ends TLS on the way is found out.</summary>
[Trait("needs", "process")]
public sealed class ExtendedProtectionTests
{
    private static async Task<TheCommand.GodwitOutcome> MoveAsync(PublishedSample sample, bool isTrusted, string checking)
    {
        await using var world = await BalancedMailboxes.StartAsync(sample, isTrusted);
        await world.Organisation.SetAsync("-BasicAuthentication", "false", "-ExtendedProtectionTokenChecking", checking);
        var filled = await world.FillAsync(20);

        var outcome = await world.Move().RunAsync("--json");

        if (outcome.ExitCode == 0) Assert.Equal(filled.Stored, await world.CompareAsync());
        return outcome;
    }

    [Fact]
    public async Task NTLM_with_a_required_binding_works_where_TLS_passes_through() =>
        Assert.Equal(0, (await MoveAsync(PublishedSample.HaproxyPassingThrough, isTrusted: false, "Require")).ExitCode);

    [Theory]
    [InlineData("Require"), InlineData("Allow")]
    public async Task A_device_that_ends_TLS_excludes_itself(string checking)
    {
        var outcome = await MoveAsync(PublishedSample.HaproxyBridging, isTrusted: true, checking);

        Assert.Equal((1, "GW2001"), (outcome.ExitCode, Assert.Single(outcome.Report.Faults).Code));
    }

    /// <summary>HAProxy keeps a client that signs in by NTLM on one connection of the server.</summary>
    [Fact]
    public async Task Without_the_check_NTLM_works_through_HAProxy_that_ends_TLS()
    {
        var outcome = await MoveAsync(PublishedSample.HaproxyBridging, isTrusted: true, "None");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
    }
}

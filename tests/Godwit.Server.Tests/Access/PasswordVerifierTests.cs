namespace Godwit.Server.Tests.Access;

public sealed class PasswordVerifierTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Who_comes_beyond_the_limit_waits_and_may_give_up()
    {
        using var verifier = new PasswordVerifier(1);
        using var patience = new CancellationTokenSource();
        var (slow, quick) = (PasswordHash.Create("another", iterations: 3_000_000), PasswordHash.Create(Password, iterations: 1_000));

        var first = verifier.VerifyAsync(Password, slow, CancellationToken.None);
        var second = verifier.VerifyAsync(Password, quick, patience.Token);
        var third = verifier.VerifyAsync(Password, quick, CancellationToken.None);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(await first);
        Assert.True(await third);
    }
}

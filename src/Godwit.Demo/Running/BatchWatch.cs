using System.Text.Json;
using Godwit.Api;
using Godwit.Api.Client;

namespace Godwit.Demo.Running;

/// <summary>Watches a batch through the API, as any program would.</summary>
/// <param name="client">The service.</param>
/// <param name="batch">The batch's name.</param>
/// <param name="clock">The clock.</param>
/// <param name="show">Shown the users each time that they were looked at.</param>
internal sealed class BatchWatch(ServiceClient client, string batch, TimeProvider clock, Action<IReadOnlyList<MigrationUser>> show)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private static readonly MigrationUserStatus[] Over =
        [MigrationUserStatus.Failed, MigrationUserStatus.IncrementalFailed, MigrationUserStatus.CompletionFailed, MigrationUserStatus.Corrupted, MigrationUserStatus.Stopped, MigrationUserStatus.IncrementalStopped];

    /// <summary>Returns when every user is where it should be.</summary>
    /// <exception cref="FaultException">One of them will not get there.</exception>
    public async Task<IReadOnlyList<MigrationUser>> WaitForAsync(Func<MigrationUser, bool> isThere, CancellationToken cancellation)
    {
        using var ticks = new PeriodicTimer(Every, clock);
        while (true)
        {
            var users = await LookAsync(cancellation).ConfigureAwait(false);
            show(users);
            if (users.FirstOrDefault(user => Over.Contains(user.Status)) is { } lost)
                throw DemoFaults.Refuse(DemoFaults.StepFailed, $"{lost.Identity} is {lost.Status}: {OtherSideText.Show(lost.ErrorSummary?.Message, 1_000)}");
            if (users.Count > 0 && users.All(isThere)) return users;
            await ticks.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>How many bytes were copied so far, as the service counts them.</summary>
    public async Task<long> BytesAsync(CancellationToken cancellation)
    {
        using var answer = await client.AskAsync(new ApiCall(HttpMethod.Get, ApiRoutes.For(ApiRoutes.Batch, batch)), cancellation).ConfigureAwait(false);
        return answer!.RootElement.Deserialize(ApiJson.Default.MigrationBatch)!.BytesTransferred;
    }

    private async Task<IReadOnlyList<MigrationUser>> LookAsync(CancellationToken cancellation)
    {
        var users = await client.ListAsync(new ApiCall(HttpMethod.Get, ApiRoutes.Users).With("batch", batch), long.MaxValue, cancellation).ConfigureAwait(false);
        return [.. users.Select(user => user.Deserialize(ApiJson.Default.MigrationUser)!)];
    }
}

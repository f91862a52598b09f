using System.Text;
using Godwit.Proxy.Configuration;

namespace Godwit.Proxy.AllowList;

/// <summary>
/// Asks a published list of address ranges every so often and keeps what it says in a file, which is in force at once and at the next start. A list that is empty, too long or no list changes nothing.
/// </summary>
internal sealed class AllowListFeed : IAsyncDisposable
{
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly AllowListSettings _settings;
    private readonly Action<Fault> _warn;
    private readonly HttpClient _web;
    private readonly CancellationTokenSource _end = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _asking;

    /// <param name="settings">Where to ask; the feed and its file are set.</param>
    /// <param name="way">The way to the feed.</param>
    /// <param name="warn">Told when it cannot be had.</param>
    /// <param name="clock">The clock.</param>
    public AllowListFeed(AllowListSettings settings, HttpMessageHandler way, Action<Fault> warn, TimeProvider clock)
    {
        (_settings, _warn) = (settings, warn);
        _web = new HttpClient(way) { MaxResponseContentBufferSize = MaxBytes, Timeout = TimeSpan.FromMinutes(1) };
        _timer = new PeriodicTimer(settings.FeedInterval, clock);
        _asking = Task.Run(AskAgainAndAgainAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _asking.ConfigureAwait(false);
        _timer.Dispose();
        _web.Dispose();
        _end.Dispose();
    }

    /// <summary>Asks once.</summary>
    internal async Task AskAsync(CancellationToken cancellation)
    {
        try
        {
            var text = Encoding.UTF8.GetString(await _web.GetByteArrayAsync(_settings.Feed, cancellation).ConfigureAwait(false));
            if (RangeList.Read(text).Ranges.Count == 0) throw new FormatException("it holds no range of the service");
            if (!File.Exists(_settings.FeedCache) || AtomicFile.Read(_settings.FeedCache) != text) AtomicFile.Write(_settings.FeedCache!, text);
        }
        catch (Exception unusable) when (IsUnusable(unusable) || (unusable is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            _warn(ProxyServiceFaults.Of(ProxyServiceFaults.AllowListUnusable, $"The list of addresses at {_settings.Feed} cannot be had; the last one stays in force: {OtherSideText.Show(unusable.Message)}"));
        }
    }

    private static bool IsUnusable(Exception broken) => broken is HttpRequestException or IOException or UnauthorizedAccessException or FormatException or System.Text.Json.JsonException;

    private async Task AskAgainAndAgainAsync()
    {
        try
        {
            do await AskAsync(_end.Token).ConfigureAwait(false);
            while (await _timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The service ends.
        }
    }
}

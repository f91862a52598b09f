namespace Godwit.Moves;

/// <summary>
/// One watched mailbox: the thread of its connection, which begins anew after a pause when it breaks, and what has changed since a sync was asked for. A mailbox that is watched for the first time counts as
/// changed, since nobody knows what happened before; one that is watched again, where it looks different.
/// </summary>
/// <param name="move">Its move.</param>
/// <param name="endpointVersion">The endpoint's settings that it was begun with.</param>
/// <param name="watch">The watch.</param>
/// <param name="clock">The clock.</param>
internal sealed class WatchedMailbox(Guid move, int endpointVersion, IMailboxWatch watch, TimeProvider clock) : IDisposable
{
    /// <summary>The first pause after a failure; it doubles with each.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>So often something is said: far below the 30 minutes of RFC 9051 section 5.4, so that a connection that died is noticed soon.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(4);

    /// <summary>A connection that lived for so long was good: the pause after it is the first one.</summary>
    public static readonly TimeSpan GoodAfter = TimeSpan.FromMinutes(10);

    // A thread that waits needs little; there may be a thousand.
    private const int StackBytes = 256 * 1024, MostDoublings = 5;

    private readonly CancellationTokenSource _end = new();
    private readonly BurstTimer _burst = new(clock);
    private volatile WatchNews? _news;
    private volatile Stage _stage;
    private string? _looked;
    private long _opened, _ended, _renewed;
    private int _failures;

    private enum Stage { New, Connecting, Open, Closed }

    /// <summary>The move.</summary>
    public Guid Move => move;

    /// <summary>The endpoint's settings that it was begun with.</summary>
    public int EndpointVersion => endpointVersion;

    /// <summary>True while the source would tell.</summary>
    public bool IsOpen => _stage == Stage.Open;

    /// <summary>True, once, when a sync shall be asked for.</summary>
    public bool TryTakeDue() => _burst.TryTake();

    /// <summary>The sync could not be asked for: it is due again in a moment.</summary>
    public void PutOff() => _burst.Changed();

    /// <summary>True when it may connect now: at first, and after a pause when it broke. Never again where the source does not tell of changes.</summary>
    public bool MayBegin => _stage == Stage.New || (_stage == Stage.Closed && _failures > 0 && clock.GetElapsedTime(_ended) >= Pause);

    private TimeSpan Pause => FirstPause * (1 << Math.Min(_failures - 1, MostDoublings)) is var pause && pause < LongestPause ? pause : LongestPause;

    /// <summary>Connects, on a thread of its own.</summary>
    public void Begin()
    {
        (_stage, _renewed) = (Stage.Connecting, clock.GetTimestamp());
        new Thread(Run, StackBytes) { IsBackground = true, Name = "watch " + move.ToString("N", CultureInfo.InvariantCulture)[..8] }.Start();
    }

    /// <summary>Renews it when its time has come.</summary>
    public void Renew()
    {
        if (!IsOpen || clock.GetElapsedTime(_renewed) < RenewEvery) return;
        _renewed = clock.GetTimestamp();
        watch.Renew();
    }

    /// <summary>What the report shall say; told once.</summary>
    public WatchNews? TakeNews()
    {
        var news = _news;
        if (news is not null) _news = null;
        return news;
    }

    /// <summary>Ends it without waiting.</summary>
    public void Dispose() => _end.Cancel();

    private void Run()
    {
        try
        {
            watch.Run(Opened, _burst.Changed, _end.Token);
            _failures = 0;
            _news = new WatchNews("Information", "The source does not tell of changes (IDLE); syncs come by the timetable.");
        }
        catch (OperationCanceledException)
        {
            // Nobody wants it any more.
        }
        catch (FaultException broken)
        {
            Fail(broken.Fault.ToString());
        }
        catch (Exception crash)
        {
            Fail($"{crash.GetType().Name}: {OtherSideText.Show(crash.Message)}");
        }
        finally
        {
            _stage = Stage.Closed;
        }
    }

    private void Opened(string looks)
    {
        if (_looked != looks) _burst.Changed();
        if (_failures > 0 || _looked is null) _news = new WatchNews("Information", "The source tells of changes (IDLE); each is synced soon after.");
        (_looked, _opened, _stage) = (looks, clock.GetTimestamp(), Stage.Open);
    }

    private void Fail(string why)
    {
        if (IsOpen && clock.GetElapsedTime(_opened) >= GoodAfter) _failures = 0;
        if (_failures++ == 0) _news = new WatchNews("Warning", $"The source is not watched for now; syncs come by the timetable until it is. {why}");
        _ended = clock.GetTimestamp();
    }
}

/// <summary>A line for a report.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Told">What it says.</param>
internal sealed record WatchNews(string Type, string Told);

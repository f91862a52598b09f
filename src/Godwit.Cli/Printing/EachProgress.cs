using System.Text;

namespace Godwit.Cli;

/// <summary>How far the mailboxes of a list are, together. Safe for many threads.</summary>
/// <param name="mailboxes">How many there are.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class EachProgress(int mailboxes, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly List<MoveProgress> _watched = [];
    private readonly RateEstimator _bytes = new(Window, clock);
    private readonly RateEstimator _messages = new(Window, clock);
    private long _messagesBefore, _bytesBefore;
    private int _running, _ended;

    /// <summary>A mailbox begins; it ends when the place is disposed.</summary>
    public Place Begin()
    {
        lock (_gate) _running++;
        return new Place(this);
    }

    /// <summary>A look now: <c>3 done, 4 running, 13 queued, 12,345 messages (1,234 messages/s), 5.2 MB/s</c>.</summary>
    public string Line()
    {
        lock (_gate)
        {
            var messages = _messagesBefore + _watched.Sum(static progress => progress.MessagesDone);
            _messages.Sample(messages);
            _bytes.Sample(_bytesBefore + _watched.Sum(static progress => progress.BytesDone));
            var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{_ended} done, {_running} running, {mailboxes - _ended - _running} queued, {messages:N0} messages");
            if (_messages.PerSecond is { } rate) line.Append(CultureInfo.InvariantCulture, $" ({rate:N0} messages/s)");
            if (_bytes.PerSecond is { } bytes) line.Append(CultureInfo.InvariantCulture, $", {new ByteSize((long)bytes)}/s");
            return line.ToString();
        }
    }

    private void Add(MoveProgress progress)
    {
        lock (_gate) _watched.Add(progress);
    }

    /// <summary>What a mailbox has counted stays counted, in two numbers.</summary>
    private void Remove(MoveProgress progress)
    {
        lock (_gate)
        {
            _watched.Remove(progress);
            _messagesBefore += progress.MessagesDone;
            _bytesBefore += progress.BytesDone;
        }
    }

    private void End()
    {
        lock (_gate) (_running, _ended) = (_running - 1, _ended + 1);
    }

    /// <summary>A mailbox that is being moved.</summary>
    public sealed class Place(EachProgress all) : IDisposable
    {
        /// <summary>Counts a move until what is returned is disposed.</summary>
        public IDisposable Watch(MoveProgress progress)
        {
            all.Add(progress);
            return new Watched(all, progress);
        }

        public void Dispose() => all.End();
    }

    private sealed class Watched(EachProgress all, MoveProgress progress) : IDisposable
    {
        public void Dispose() => all.Remove(progress);
    }
}

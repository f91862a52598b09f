namespace Godwit.Imap;

/// <summary>The commands under way, who reads, and how everything ends.</summary>
public sealed partial class ImapConnection
{
    private static readonly TimeSpan LastWordsWithin = TimeSpan.FromSeconds(1);

    private readonly object _state = new();
    private readonly List<ImapCommand> _pending = [];
    private ImapConnectionException? _failure;
    private byte[]? _continuation;
    private uint _lastTag;
    private bool _reading;
    private int _readingThread;
    private bool _buffersReturned;

    /// <summary>How the connection ended; null while it lives.</summary>
    public ImapConnectionException? Failure => Volatile.Read(ref _failure);

    private void Register(ImapCommand command)
    {
        lock (_state)
        {
            if (_failure is not null) throw _failure.Again();
            if (command.Connection is not null) throw new InvalidOperationException($"{command.Name} was sent already.");
            command.Tag = ++_lastTag;
            command.Connection = this;
            _continuation = null;
            _pending.Add(command);
        }
    }

    internal void ReadUntilDone(ImapCommand command)
    {
        if (!EnterReading(command)) return;
        try
        {
            while (!command.IsDone) ReadResponse(null);
        }
        finally
        {
            LeaveReading();
        }
    }

    /// <summary>Waits for "+"; false when the command was answered instead.</summary>
    internal bool AwaitContinuation(ImapCommand command, out byte[] challenge)
    {
        while (true)
        {
            lock (_state)
            {
                while (_reading && _continuation is null && !command.IsDone) Monitor.Wait(_state);
                if (_continuation is not null)
                {
                    challenge = _continuation;
                    _continuation = null;
                    return true;
                }
                challenge = [];
                if (_failure is not null) throw _failure.Again();
                if (command.IsDone) return false;
                TakeReading();
            }
            try
            {
                ReadResponse(null);
            }
            finally
            {
                LeaveReading();
            }
        }
    }

    /// <summary>Makes this thread the one that reads; false when the command is done meanwhile.</summary>
    internal bool EnterReading(ImapCommand command)
    {
        lock (_state)
        {
            while (_reading && !command.IsDone)
            {
                if (_readingThread == Environment.CurrentManagedThreadId)
                    throw new InvalidOperationException("An earlier FETCH has to be read to its end, or disposed, before this.");
                Monitor.Wait(_state);
            }
            if (command.IsDone) return false;
            RefuseToPassOver(command);
            TakeReading();
            return true;
        }
    }

    /// <summary>The rows of an earlier FETCH would have to be thrown away, or kept whole in memory.</summary>
    private void RefuseToPassOver(ImapCommand command)
    {
        foreach (var earlier in _pending)
        {
            if (ReferenceEquals(earlier, command)) return;
            if (earlier is FetchCommand { IsAbandoned: false }) throw new InvalidOperationException("An earlier FETCH has to be read to its end, or disposed, before this.");
        }
    }

    internal void LeaveReading()
    {
        lock (_state)
        {
            _reading = false;
            Monitor.PulseAll(_state);
        }
    }

    private void TakeReading()
    {
        _reading = true;
        _readingThread = Environment.CurrentManagedThreadId;
    }

    private void Complete(ImapCommand command, ImapStatus status)
    {
        lock (_state)
        {
            _pending.Remove(command);
            command.Complete(status);
            Monitor.PulseAll(_state);
        }
    }

    private ImapCommand? Oldest()
    {
        lock (_state) return _pending.Count > 0 ? _pending[0] : null;
    }

    private ImapCommand? OldestThatWants(UntaggedKind kind)
    {
        lock (_state)
        {
            foreach (var command in _pending)
            {
                if (command.Wants(kind)) return command;
            }
            return null;
        }
    }

    private ImapCommand? Tagged(uint tag)
    {
        lock (_state)
        {
            foreach (var command in _pending)
            {
                if (command.Tag == tag) return command;
            }
            return null;
        }
    }

    /// <summary>Ends the connection. The first reason stays; every command under way ends with it.</summary>
    internal ImapConnectionException Fail(Exception cause)
    {
        lock (_state)
        {
            if (_failure is null)
            {
                Volatile.Write(ref _failure, ConnectionFailures.Of(cause));
                foreach (var command in _pending) command.Fail(_failure);
                _pending.Clear();
            }
            Monitor.PulseAll(_state);
        }
        _transport.Dispose();
        return _failure.Again();
    }

    /// <summary>
    /// Sending failed. When the server has hung up, why (BYE) may still lie in what it sent before: that is a better reason than ours.
    /// </summary>
    internal ImapConnectionException SendingFailed(Exception cause)
    {
        if (cause is IOException && Failure is null) HearLastWords();
        return Fail(cause);
    }

    private void HearLastWords()
    {
        lock (_state)
        {
            if (_reading)
            {
                if (_readingThread != Environment.CurrentManagedThreadId) Monitor.Wait(_state, LastWordsWithin);   // the reader hears them
                return;
            }
            TakeReading();
        }
        try
        {
            while (Failure is null) ReadResponse(null);
        }
        catch (Exception e) when (e is ImapConnectionException or InvalidOperationException)
        {
            // Whatever ended the reading has been kept as the connection's failure.
        }
        finally
        {
            LeaveReading();
        }
    }
}

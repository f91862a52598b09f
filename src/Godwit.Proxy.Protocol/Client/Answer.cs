namespace Godwit.Proxy.Protocol;

/// <summary>The records of one answer, and the faults in them. Disposing it early closes the connection under it, unless little is left to come.</summary>
internal sealed class Answer : IDisposable
{
    private readonly LaneSession _session;
    private readonly HttpResponseMessage _response;
    private readonly Operation _operation;
    private readonly CancellationToken _cancellation;
    private bool _isDisposed;

    public Answer(LaneSession session, HttpResponseMessage response, Operation operation, CancellationToken cancellation)
    {
        (_session, _response, _operation, _cancellation) = (session, response, operation, cancellation);
        Records = new RecordReader(new WatchedAnswer(session, response.Content.ReadAsStream(CancellationToken.None)));
    }

    public RecordReader Records { get; }

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="FaultException">The answer is a fault, or broke off.</exception>
    public bool MoveNext() => Step(static records => records.Next() switch
    {
        RecordKind.Done => false,
        RecordKind.Failed => throw new FaultException(ReadFault(records)),
        _ => true,
    });

    /// <summary>Goes to the next record, which must be of this kind.</summary>
    public void Expect(RecordKind kind)
    {
        if (!MoveNext() || Records.Kind != kind) throw Violation();
    }

    /// <summary>Insists that the answer ends here.</summary>
    public void End()
    {
        if (MoveNext()) throw Violation();
    }

    /// <summary>Does something with the records, with everything that goes wrong turned into faults of this lane.</summary>
    public T Step<T>(Func<RecordReader, T> act)
    {
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            using var closing = _cancellation.CanBeCanceled ? _cancellation.UnsafeRegister(static session => ((LaneSession)session!).Abort(), _session) : default;
            return act(Records);
        }
        catch (Exception e)
        {
            throw Explain(e);
        }
    }

    public Exception Explain(Exception e) => _session.Explain(e is FaultException fault ? new FaultException(OnThisSide(fault.Fault), e) : e, _operation.IsChange(), _cancellation, hasBegun: true);

    public Exception Violation() => Explain(new WireException("An unexpected record came."));

    /// <summary>The proxy's store is our source or target, whatever the proxy opened it as; its own troubles are the proxy's.</summary>
    public Fault OnThisSide(Fault fault) => fault.Side switch
    {
        Side.Source or Side.Target => fault with { Side = _session.Settings.Side },
        Side.Service => fault with { Side = Side.Proxy },
        _ => fault,
    };

    private static Fault ReadFault(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return FaultCodec.Read(ref reader);
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        Records.Dispose();
        _response.Dispose();
    }

    /// <summary>The answer's bytes, with an eye on silence.</summary>
    private sealed class WatchedAnswer(LaneSession session, Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => session.Read(inner, buffer, offset, count);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

namespace Godwit.Proxy.Protocol;

/// <summary>The records of one answer, and the faults in them. Disposing it early closes the connection under it, unless little is left to come.</summary>
internal sealed class Answer : IDisposable
{
    private readonly LaneSession _session;
    private readonly HttpResponseMessage _response;
    private readonly Operation _operation;
    private readonly WatchedAnswer _body;
    private readonly Func<RecordReader, bool> _next;
    private string _closing = "cut";
    private bool _isDisposed;

    public Answer(LaneSession session, HttpResponseMessage response, Operation operation, CancellationToken cancellation)
    {
        (_session, _response, _operation, Cancellation) = (session, response, operation, cancellation);
        _body = new WatchedAnswer(session, response.Content.ReadAsStream(CancellationToken.None));
        Records = new RecordReader(_body);
        _next = Next;   // made once: this is the copy path
    }

    public RecordReader Records { get; }

    /// <summary>The wish of whoever reads the answer.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="FaultException">The answer is a fault, or broke off.</exception>
    public bool MoveNext() => Step(_next);

    private bool Next(RecordReader records) => records.Next() switch
    {
        RecordKind.Done => Close("done"),
        RecordKind.Failed => throw Failed(ReadFault(records)),
        _ => true,
    };

    private bool Close(string how)
    {
        _closing = how;
        return false;
    }

    private FaultException Failed(Fault fault)
    {
        Close(fault.Code);
        return new FaultException(fault);
    }

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
            Cancellation.ThrowIfCancellationRequested();
            using var closing = Cancellation.CanBeCanceled ? Cancellation.UnsafeRegister(static session => ((LaneSession)session!).Abort(), _session) : default;
            return act(Records);
        }
        catch (Exception e)
        {
            throw Explain(e);
        }
    }

    public Exception Explain(Exception e) => _session.Explain(e is FaultException fault ? new FaultException(OnThisSide(fault.Fault), e) : e, _operation.IsChange(), Cancellation, hasBegun: true);

    public Exception Violation() => Explain(new WireException("An unexpected record came."));

    /// <summary>
    /// The proxy's store is our source or target, whatever the proxy opened it as; its own troubles are the proxy's. Where the store cannot be used at all (a refused password, an unknown authority) the sentence says that it is
    /// the store's: it would read as if the proxy had refused us.
    /// </summary>
    public Fault OnThisSide(Fault fault) => fault.Side switch
    {
        Side.Source or Side.Target => fault with { Side = _session.Settings.Side, Told = fault.Reach >= Reach.Mailbox ? OfStore(fault.Told) : fault.Told },
        Side.Service => fault with { Side = Side.Proxy },
        _ => fault,
    };

    private string OfStore(string told)
    {
        var teller = $"The proxy {_session.Settings.Host} says of its store: ";
        return told.StartsWith(teller, StringComparison.Ordinal) ? told : teller + told;
    }

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
        _session.Log.Ended(_operation, _closing, _body.Bytes);
    }

    /// <summary>The answer's bytes, with an eye on silence.</summary>
    private sealed class WatchedAnswer(LaneSession session, Stream inner) : Stream
    {
        /// <summary>How many were read.</summary>
        public long Bytes { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = session.Read(inner, buffer, offset, count);
            Bytes += read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

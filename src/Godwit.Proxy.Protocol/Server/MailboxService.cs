namespace Godwit.Proxy.Protocol;

/// <summary>
/// Answers requests about one mailbox at a time with its lanes. Knows nothing of HTTP: whoever calls it has authenticated, authorised and framed the request. Blocks its thread, as lanes do. Safe
/// for several threads.
/// </summary>
/// <param name="settings">How it behaves.</param>
/// <param name="fence">Refuses writes of a move's earlier owner.</param>
public sealed class MailboxService(ServiceSettings settings, MoveFence fence)
{
    /// <summary>
    /// Answers one request. When it returns, the answer has its closing record; when it throws, the answer is cut and its connection must be closed, so that it is not taken for a whole one.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="lanes">The mailbox's lanes.</param>
    /// <param name="cancellation">Strikes when the client has gone or the service ends.</param>
    /// <exception cref="IOException">The client has gone.</exception>
    /// <exception cref="OperationCanceledException">The token struck.</exception>
    public void Serve(ServiceRequest request, IMailboxLanes lanes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(lanes);
        using var records = new RecordWriter(request.Response, request.Compress);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var arguments = new RecordReader(request.Body);
        Fault? fault;
        using (new Pulse(records, settings, gone.Cancel))
        {
            var call = new ServedCall(request, arguments, records, lanes, settings, gone.Token);
            fault = Attempt(request, call);
            if (!request.Operation.HasNoBody() && fault?.Code != ProxyFaults.RequestRefused.Code) PassOver(arguments);
        }
        if (fault is null) records.Done();
        else records.Failed(fault);
    }

    /// <summary>Makes the call; what it failed with is the answer.</summary>
    private Fault? Attempt(ServiceRequest request, ServedCall call)
    {
        try
        {
            if (request.Operation.IsChange()) ThrowUnlessMayWrite(request);
            call.Serve();
            return null;
        }
        catch (FaultException e)
        {
            return e.Fault;
        }
        catch (WireException e) when (!e.IsCut)
        {
            return new Fault(ProxyFaults.RequestRefused, Side.Proxy, $"The request cannot be read: {e.Message}", call.OutcomeSoFar);
        }
        catch (Exception e) when (e is not (IOException or OperationCanceledException))
        {
            var outcome = request.Operation.IsChange() ? FaultOutcome.Unknown : FaultOutcome.NotDone;
            return new Fault(ProxyFaults.ProxyFailed, Side.Proxy, $"The proxy failed at {request.Operation.Name()} ({e.GetType().Name}); its log has the details.", outcome);
        }
    }

    private void ThrowUnlessMayWrite(ServiceRequest request)
    {
        if (request.Access != LaneAccess.Write)
            throw new FaultException(new Fault(ConnectorFaults.ReadOnly, Side.Proxy, "The lane was opened for reading only."));
        if (request.Stamp is { } stamp && !fence.Admits(stamp))
            throw new FaultException(new Fault(ProxyFaults.Fenced, Side.Proxy, $"The move {stamp.Move:D} has been taken over: epoch {stamp.Epoch} is past."));
    }

    /// <summary>
    /// Reads what is left of a request that failed early: a client that still sends would otherwise meet a closed connection instead of the answer, and not know what became of its messages.
    /// </summary>
    private static void PassOver(RecordReader arguments)
    {
        try
        {
            while (!arguments.IsClosed) arguments.Next();
        }
        catch (WireException)
        {
            // What is left cannot be read either; the answer stands.
        }
    }
}

using System.Runtime.ExceptionServices;

namespace Godwit.Proxy.Protocol;

/// <summary>Sends batches, at most one at a time, on a thread of its own or on the caller's, and tells the outcomes in order.</summary>
internal sealed class BatchSender : IDisposable
{
    private readonly LaneSession _session;
    private readonly AppendPreface _preface;
    private readonly IAppendOutcomes _outcomes;
    private readonly CancellationToken _cancellation;
    private readonly SemaphoreSlim _ready = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private Thread? _thread;
    private Batch? _onItsWay;
    private bool _isWaitedFor;

    public BatchSender(LaneSession session, AppendPreface preface, IAppendOutcomes outcomes, CancellationToken cancellation) =>
        (_session, _preface, _outcomes, _cancellation) = (session, preface, outcomes, cancellation);

    /// <summary>What the last batch failed with.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Sends on another thread; <see cref="Wait"/> must be called before the next one.</summary>
    public void Begin(Batch batch)
    {
        if (_thread is null)
        {
            _thread = new Thread(Work) { IsBackground = true, Name = "proxy append" };
            _thread.Start();
        }
        (_onItsWay, _isWaitedFor) = (batch, true);
        _ready.Release();
    }

    /// <summary>Waits until nothing is on its way.</summary>
    /// <param name="ignoreFailure">False to throw what the batch failed with.</param>
    public void Wait(bool ignoreFailure)
    {
        if (_isWaitedFor)
        {
            _isWaitedFor = false;
            _done.Wait();
        }
        if (Failure is not null && !ignoreFailure) ExceptionDispatchInfo.Throw(Failure);
    }

    /// <summary>Sends on this thread.</summary>
    public void Send(Batch batch) => Send(batch, 0, batch.Count);

    /// <summary>Sends one message as its bytes come.</summary>
    public void SendAlone(OutgoingMessage message)
    {
        var ticket = message.Ticket;
        using var content = new MessageContent(_preface, message, _cancellation);
        try
        {
            using var answer = _session.Ask(Operation.Append, content, _cancellation);
            ReadOutcomes(answer, 1, _ => ticket);
        }
        catch (Exception) when (content.FeedFailure is { } failure)
        {
            _session.Close();
            ExceptionDispatchInfo.Throw(failure);
        }
        catch (FaultException e) when (e.Fault.Code == ProxyFaults.SizeRefused.Code)
        {
            _outcomes.Refused(ticket, e.Fault, groupSize: 1);
        }
        catch (Exception e)
        {
            Failure = e;
            throw;
        }
    }

    private void Work()
    {
        while (true)
        {
            _ready.Wait();
            if (_onItsWay is not { } batch) return;
            try
            {
                Send(batch);
            }
            catch (Exception e)
            {
                Failure = e;
            }
            _done.Release();
        }
    }

    private void Send(Batch batch, int from, int to)
    {
        try
        {
            using var content = batch.Content(_preface, from, to);
            using var answer = _session.Ask(Operation.Append, content, _cancellation);
            ReadOutcomes(answer, to - from, index => batch.TicketAt(from + index));
        }
        catch (FaultException e) when (e.Fault.Code == ProxyFaults.SizeRefused.Code && e.Fault.Outcome == FaultOutcome.NotDone)
        {
            if (to - from == 1) _outcomes.Refused(batch.TicketAt(from), e.Fault, groupSize: 1);
            else Halve(batch, from, to);
        }
    }

    /// <summary>A device takes no request of this length: smaller ones from now on, and this one in two.</summary>
    private void Halve(Batch batch, int from, int to)
    {
        _session.BatchBytes = Math.Max(WireLimits.PieceBytes, Math.Min(_session.BatchBytes, batch.Length) / 2);
        var middle = from + (to - from) / 2;
        Send(batch, from, middle);
        Send(batch, middle, to);
    }

    private void ReadOutcomes(Answer answer, int count, Func<int, long> ticketOf)
    {
        for (var index = 0; index < count; index++)
        {
            answer.Expect(RecordKind.Outcome);
            var outcome = answer.Step(static records => ReadOutcome(records));
            if (outcome.Index != index) throw answer.Violation();
            if (outcome.Refusal is null) _outcomes.Stored(ticketOf(index), outcome.Uid);
            else _outcomes.Refused(ticketOf(index), answer.OnThisSide(outcome.Refusal), outcome.GroupSize);
        }
        answer.End();
    }

    private static AppendOutcome ReadOutcome(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return OutcomeCodec.Read(ref reader);
    }

    public void Dispose()
    {
        if (_thread is not null)
        {
            Wait(ignoreFailure: true);
            _onItsWay = null;
            _ready.Release();
            _thread.Join();
        }
        _ready.Dispose();
        _done.Dispose();
    }
}

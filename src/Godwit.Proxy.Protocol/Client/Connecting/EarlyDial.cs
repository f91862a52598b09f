using System.Net.Sockets;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// A lane's first TCP connection, made on a thread of its own as soon as the lane is wanted: loading HTTP and preparing the request takes about as long as a far proxy takes to accept.
/// </summary>
internal sealed class EarlyDial : IDisposable
{
    private readonly CancellationTokenSource _givingUp = new();
    private readonly Lock _gate = new();
    private readonly Thread _dialing;
    private DialledSocket? _made;
    private Exception? _failure;
    private bool _isOver;

    /// <summary>Begins to dial.</summary>
    public EarlyDial(ProxySettings settings)
    {
        _dialing = new Thread(() => Dial(settings)) { IsBackground = true, Name = "proxy dial" };
        _dialing.Start();
    }

    private void Dial(ProxySettings settings)
    {
        try
        {
            var made = Dialer.Dial(settings, _givingUp.Token);
            lock (_gate)
            {
                if (_isOver) made.Socket.Dispose();
                else _made = made;
            }
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }

    /// <summary>Waits for the connection, which is the caller's from then on.</summary>
    /// <exception cref="FaultException">It cannot be made.</exception>
    /// <exception cref="OperationCanceledException">The token struck.</exception>
    public DialledSocket Take(CancellationToken cancellation)
    {
        using (cancellation.UnsafeRegister(static dial => ((EarlyDial)dial!)._givingUp.Cancel(), this)) _dialing.Join();
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_made is not { } made) throw _failure is FaultException known ? new FaultException(known.Fault, known) : new IOException("The connection could not be made.", _failure);
            _made = null;
            return made;
        }
    }

    /// <summary>Nobody wants it any more. Does not wait: a name may take long to be resolved.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
            _made?.Socket.Dispose();
            _made = null;
        }
        _givingUp.Cancel();
    }
}

/// <summary>A connection that was made.</summary>
/// <param name="Socket">It.</param>
/// <param name="Took">How long it took: a round trip to whoever accepted.</param>
internal readonly record struct DialledSocket(Socket Socket, TimeSpan Took);

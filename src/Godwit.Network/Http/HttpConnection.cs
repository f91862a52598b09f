using System.Net.Sockets;
using System.Text;

namespace Godwit.Network.Http;

/// <summary>
/// HTTP/1.1 on one connection, one request after the other: for whoever must know which connection a request went over (NTLM is bound to it), what was sent to the letter, and how an answer
/// failed. Follows no redirect, keeps no cookie, adds no header field.
/// </summary>
/// <param name="stream">The connection; closed with this.</param>
/// <param name="clock">Measures the wait.</param>
public sealed class HttpConnection(Stream stream, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>The longest head of an answer.</summary>
    public const int MaxHeadBytes = 64 * 1024;

    /// <summary>How much of a body is kept.</summary>
    public const int MaxBodyBytes = 128 * 1024;

    /// <summary>How much of a body is read when it is counted.</summary>
    public const long MaxCountedBytes = 64L * 1024 * 1024;

    private readonly HttpInput _input = new(stream);

    /// <summary>The connection below.</summary>
    public Stream Stream { get; } = stream;

    /// <summary>False as soon as no further request can be sent.</summary>
    public bool IsReusable { get; private set; } = true;

    /// <summary>Asks and waits for the answer.</summary>
    /// <exception cref="HttpTroubleException">There is none that can be read; the connection is of no further use.</exception>
    public async Task<HttpAnswer> AskAsync(HttpAsk ask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var isReusable = IsReusable;
        IsReusable = false;
        if (!isReusable) throw new HttpTroubleException(HttpTrouble.Closed);
        try
        {
            await SendAsync(ask, cancellation).ConfigureAwait(false);
            return await ReadAsync(ask, cancellation).ConfigureAwait(false);
        }
        catch (IOException broken) when (broken is not HttpTroubleException)
        {
            throw new HttpTroubleException(TroubleOf((broken.InnerException as SocketException)?.SocketErrorCode));
        }
    }

    /// <summary>Leaves the connection unused for a while.</summary>
    /// <returns>Null when the other side has kept it open, else after how long it was ended; it is of no further use then.</returns>
    public async Task<TimeSpan?> RestAsync(TimeSpan time, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        using var isOver = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pause = Task.Delay(time, clock, isOver.Token);
        var first = await Task.WhenAny(_input.Expect(cancellation), pause).ConfigureAwait(false);
        await isOver.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (first == pause) return null;
        IsReusable = false;
        return clock.GetElapsedTime(began);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private HttpTrouble TroubleOf(SocketError? error) => error switch
    {
        SocketError.TimedOut => HttpTrouble.Silent,
        _ when _input.Count > 0 => HttpTrouble.Cut,
        null => HttpTrouble.Closed,
        _ => HttpTrouble.Reset,
    };

    private async Task SendAsync(HttpAsk ask, CancellationToken cancellation)
    {
        _input.Count = 0;
        var head = ask.Head();
        await Stream.WriteAsync(ask.Body.Length == 0 ? head : (byte[])[.. head, .. ask.Body.Span], cancellation).ConfigureAwait(false);
        await Stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<HttpAnswer> ReadAsync(HttpAsk ask, CancellationToken cancellation)
    {
        var sent = clock.GetTimestamp();
        await _input.FillAsync(cancellation).ConfigureAwait(false);
        var waited = clock.GetElapsedTime(sent);
        var continued = false;
        var answer = await ReadHeadAsync(cancellation).ConfigureAwait(false);
        for (; answer.Status is >= 100 and < 200 and not 101; answer = await ReadHeadAsync(cancellation).ConfigureAwait(false)) continued = true;
        var body = await new HttpBody(_input, ask.CountsBody ? MaxCountedBytes : MaxBodyBytes).ReadAsync(ask.Method, answer, cancellation).ConfigureAwait(false);
        IsReusable = body.LeavesConnectionOpen && !SaysClose(answer);
        return answer with { Body = body.Kept, IsCut = body.IsCut, Waited = waited, WasContinued = continued, BodyBytes = body.Bytes, Took = clock.GetElapsedTime(sent) - waited };
    }

    private async Task<HttpAnswer> ReadHeadAsync(CancellationToken cancellation)
    {
        var first = await _input.LineAsync(cancellation).ConfigureAwait(false);
        // RFC 9112 section 4: HTTP-version SP status-code SP [ reason-phrase ]
        var words = first.Split(' ', 3);
        if (!first.StartsWith("HTTP/1.", StringComparison.Ordinal) || words.Length < 2 || words[1].Length != 3 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status < 100)
            throw new HttpTroubleException(HttpTrouble.NotHttp, OtherSideText.Show(first, 120));
        return new HttpAnswer(status, words.Length > 2 ? words[2] : "", await ReadFieldsAsync(cancellation).ConfigureAwait(false));
    }

    private async Task<List<HttpField>> ReadFieldsAsync(CancellationToken cancellation)
    {
        var fields = new List<HttpField>();
        var bytes = 0;
        for (var line = await _input.LineAsync(cancellation).ConfigureAwait(false); line.Length > 0; line = await _input.LineAsync(cancellation).ConfigureAwait(false))
        {
            if ((bytes += line.Length) > MaxHeadBytes) throw new HttpTroubleException(HttpTrouble.TooLarge);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) fields.Add(new HttpField(line[..colon].TrimEnd(), line[(colon + 1)..].Trim()));
        }
        return fields;
    }

    private static bool SaysClose(HttpAnswer answer) => answer.All("Connection").Any(value => value.Contains("close", StringComparison.OrdinalIgnoreCase)) || answer.Status == 101;
}

/// <summary>What has been read of a connection and not yet used.</summary>
internal sealed class HttpInput(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private Task<int>? _expected;

    /// <summary>How many bytes came since this was last set to zero.</summary>
    public long Count { get; set; }

    /// <summary>Waits until there is at least one byte.</summary>
    /// <exception cref="HttpTroubleException">There will be none.</exception>
    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_start < _end) return;
        _start = _end = 0;
        var expected = Expect(cancellation);
        _expected = null;
        _end = await expected.ConfigureAwait(false);
        if (_end == 0) throw new HttpTroubleException(Count == 0 ? HttpTrouble.Closed : HttpTrouble.Cut);
        Count += _end;
    }

    /// <summary>Begins to read before anything was asked; the next to fill gets what comes. Ends with nothing, or an error, when the other side ends the connection.</summary>
    public Task<int> Expect(CancellationToken cancellation) => _start < _end ? Task.FromResult(_end - _start) : _expected ??= stream.ReadAsync(_buffer, cancellation).AsTask();

    /// <summary>A line without its end.</summary>
    public async ValueTask<string> LineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            await FillAsync(cancellation).ConfigureAwait(false);
            var newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var length = newline < 0 ? _end - _start : newline;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, length));
            _start += newline < 0 ? length : length + 1;
            if (line.Length > HttpConnection.MaxHeadBytes) throw new HttpTroubleException(HttpTrouble.TooLarge);
            if (newline >= 0) return line is [.., '\r'] ? line.ToString(0, line.Length - 1) : line.ToString();
        }
    }

    /// <summary>Takes up to so many bytes, at least one.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(long atMost, CancellationToken cancellation)
    {
        await FillAsync(cancellation).ConfigureAwait(false);
        var length = (int)Math.Min(atMost, _end - _start);
        _start += length;
        return _buffer.AsMemory(_start - length, length);
    }
}

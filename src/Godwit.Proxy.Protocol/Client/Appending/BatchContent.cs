using System.Net;
using System.Net.Http.Headers;

namespace Godwit.Proxy.Protocol;

/// <summary>A batch as a request body whose length is known. May be written more than once: a connection that must sign in first is given it again.</summary>
internal sealed class BatchContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _preface, _messages, _closing;

    public BatchContent(ReadOnlyMemory<byte> preface, ReadOnlyMemory<byte> messages, ReadOnlyMemory<byte> closing)
    {
        (_preface, _messages, _closing) = (preface, messages, closing);
        Headers.ContentType = new MediaTypeHeaderValue(ProtocolHeaders.MediaType);
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        stream.Write(_preface.Span);
        stream.Write(_messages.Span);
        stream.Write(_closing.Span);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_preface, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(_messages, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(_closing, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _preface.Length + _messages.Length + _closing.Length;
        return true;
    }
}

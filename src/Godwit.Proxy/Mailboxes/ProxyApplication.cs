using Godwit.Proxy.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Godwit.Proxy.Mailboxes;

/// <summary>Puts the mailbox service behind HTTP: reads path and header fields, and gives each request a thread of its own, since stores block theirs.</summary>
/// <param name="mailboxes">The mailboxes.</param>
/// <param name="service">What answers.</param>
/// <param name="settings">Limits.</param>
public sealed class ProxyApplication(IMailboxDirectory mailboxes, MailboxService service, ProxyApplicationSettings settings) : IProxyApplication
{
    private const string WhatThisIs = "This is an MRS Proxy: it hands mailboxes to a move, and has no page to show.\r\nIf you see this after signing in, the way to it is open; use the address above with `godwit move`.\r\n";

    /// <summary>What <c>list-mailboxes</c> tells; null: the operation is not known here.</summary>
    public IMailboxCatalogue? Catalogue { get; init; }

    /// <inheritdoc/>
    public string? MailboxOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ProxyRequest.MailboxOf(request);
    }

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, ProxyUser user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers[ProtocolHeaders.Protocol] = ProtocolVersions.Ours.ToString();
        if (IsBrowsed(context.Request)) return SayWhatThisIs(context.Response, cancellation);
        if (ThroughputSample.IsAsked(context.Request)) return SampleAsync(context, cancellation);
        var (request, refusal) = ProxyRequest.Read(context.Request);
        if (request is null) return Refuse(context.Response, refusal!);
        if (request.Operation == Operation.ListMailboxes) return Catalogue is { } catalogue ? ListAsync(context, request, catalogue, cancellation)
            : Refuse(context.Response, new RequestRefusal(StatusCodes.Status404NotFound, RefusalReasons.UnknownOperation));
        return mailboxes.Find(request.Mailbox) is { } lanes
            ? ServeAsync(context, request, lanes, cancellation)
            : Refuse(context.Response, new RequestRefusal(StatusCodes.Status404NotFound, RefusalReasons.UnknownMailbox));
    }

    private static bool IsBrowsed(HttpRequest request) =>
        request.Path.Value is null or "" or "/" && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    // 400 as the real one answers a signed-in GET: a page with 200 would look like a device that signs people in itself.
    private static Task SayWhatThisIs(HttpResponse response, CancellationToken cancellation)
    {
        response.StatusCode = StatusCodes.Status400BadRequest;
        response.ContentType = "text/plain";
        return response.WriteAsync(WhatThisIs, cancellation);
    }

    private static Task SampleAsync(HttpContext context, CancellationToken cancellation) => ThroughputSample.Length(context.Request) is { } bytes
        ? ThroughputSample.WriteAsync(context.Response, bytes, cancellation) : Refuse(context.Response, new RequestRefusal(StatusCodes.Status400BadRequest, RefusalReasons.BadRequest));

    private static Task Refuse(HttpResponse response, RequestRefusal refusal)
    {
        response.StatusCode = refusal.Status;
        response.Headers[ProtocolHeaders.Reason] = refusal.Reason;
        return Task.CompletedTask;
    }

    private Task ServeAsync(HttpContext context, ProxyRequest request, IMailboxLanes lanes, CancellationToken cancellation)
    {
        var compresses = Begin(context, request);
        var served = new ServiceRequest(request.Operation, request.Version, request.Access, context.Request.Body, context.Response.Body) { Stamp = request.Stamp, Compress = compresses };
        return OnItsOwnThread(request.Operation, () => Serve(context, () => service.Serve(served, lanes, cancellation)));
    }

    private Task ListAsync(HttpContext context, ProxyRequest request, IMailboxCatalogue catalogue, CancellationToken cancellation)
    {
        var compresses = Begin(context, request);
        return OnItsOwnThread(request.Operation, () => Serve(context, () => MailboxList.Write(catalogue.All(), context.Response.Body, compresses, cancellation)));
    }

    /// <summary>Fills in the head of an answer of records; true when it has compressed blocks.</summary>
    private bool Begin(HttpContext context, ProxyRequest request)
    {
        var (response, compresses) = (context.Response, request.TakesBlocks && settings.Compress);
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = ProtocolHeaders.MediaType;
        response.Headers[ProtocolHeaders.Protocol] = new ProtocolVersions(request.Version, request.Version).ToString();
        response.Headers.CacheControl = "no-store, no-transform";
        if (compresses) response.Headers[ProtocolHeaders.Compression] = "br";
        Prepare(context, request.Operation);
        return compresses;
    }

    /// <summary>Streams are used as lanes use theirs, blocking and unbuffered, and may be as long as the largest message.</summary>
    private void Prepare(HttpContext context, Operation operation)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (context.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = operation == Operation.Append ? settings.MaxAppendBytes : settings.MaxCallBytes;
    }

    private static void Serve(HttpContext context, Action answer)
    {
        try
        {
            answer();
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = e.StatusCode;
            context.Response.Headers[ProtocolHeaders.Protocol] = ProtocolVersions.Ours.ToString();
            context.Response.Headers[ProtocolHeaders.Reason] = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? RefusalReasons.TooLarge : RefusalReasons.BadRequest;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The answer has no closing record: its connection is broken off, so that nobody takes it for a whole one.
            context.Abort();
        }
    }

    private static Task OnItsOwnThread(Operation operation, Action serve)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                serve();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true, Name = $"proxy {operation.Name()}" };
        thread.Start();
        return done.Task;
    }
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy;

/// <summary>Short answers in plain text.</summary>
internal static class Answer
{
    /// <summary>Answers with a status, a reason for programs and a sentence for people.</summary>
    public static Task WriteAsync(HttpContext context, int status, string? reason, string told, string contentType = "text/plain; charset=utf-8")
    {
        context.Response.StatusCode = status;
        if (reason is not null) context.Response.Headers[ProxyHeaders.Reason] = reason;
        var body = Encoding.UTF8.GetBytes(told + "\r\n");
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body).AsTask();
    }

    /// <summary>Refuses.</summary>
    public static Task RefuseAsync(Exchanges.Exchange exchange, Refusal refusal)
    {
        (exchange.Refusal, exchange.SubStatus, exchange.Win32) = (refusal, refusal.SubStatus, refusal.Win32);
        if (refusal.RetryAfter is { } wait) exchange.Context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return WriteAsync(exchange.Context, refusal.Status, refusal.Reason, refusal.Told);
    }
}

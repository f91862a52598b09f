using Microsoft.AspNetCore.Http;

namespace Godwit.Server.Requests;

/// <summary>Around everything else: a request gets its name before anybody looks at it, and its line in the access log whatever became of it.</summary>
/// <param name="node">This node's name.</param>
/// <param name="log">The access log.</param>
/// <param name="clock">The clock of this machine, as in its other logs.</param>
internal sealed class RequestTrace(string node, LogFile log, TimeProvider clock)
{
    /// <summary>Names, passes on, writes down.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        RequestIds.Give(context);
        var (began, beganAt) = (clock.GetUtcNow(), clock.GetTimestamp());
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            log.Write(AccessLog.Line(context, node, began, clock.GetElapsedTime(beganAt)));
        }
    }
}

using System.Text;
using Godwit.Server.Api;
using Microsoft.AspNetCore.Http;

namespace Godwit.Server.Access;

/// <summary>Finds out who asks, before anything else is done: Basic or Bearer, over TLS only since nothing else is served. Wrong answers are held back, longer each time.</summary>
/// <param name="access">Who may sign in.</param>
/// <param name="issuer">Whose tokens count besides the service's own; null: nobody's.</param>
/// <param name="clock">The clock.</param>
internal sealed class SignIn(ServiceAccess access, IssuerSignIn? issuer, TimeProvider clock)
{
    private const int LongestHeader = 32 * 1024;
    private static readonly object Key = new();

    /// <summary>Who asks; only behind <see cref="InvokeAsync"/>.</summary>
    public static SignedIn Of(HttpContext context) => (SignedIn)context.Items[Key]!;

    /// <summary>True when somebody has proven who they are.</summary>
    public static bool IsSignedIn(HttpContext context) => context.Items.ContainsKey(Key);

    /// <summary>Lets those pass who have proven who they are, and what is open to all.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(ApiRoutes.OpenApi, StringComparison.Ordinal))
        {
            await next(context).ConfigureAwait(false);
            return;
        }
        var (who, name) = await FindAsync(context.Request.Headers.Authorization.ToString(), context.RequestAborted).ConfigureAwait(false);
        if (who is not null)
        {
            access.Delays.Succeeded(name);
            context.Items[Key] = who;
            await next(context).ConfigureAwait(false);
            return;
        }
        await RefuseAsync(context, name).ConfigureAwait(false);
    }

    private async ValueTask<(SignedIn? Who, string? Name)> FindAsync(string header, CancellationToken cancellation)
    {
        if (header.Length > LongestHeader) return (null, null);
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return await ByPasswordAsync(header, cancellation).ConfigureAwait(false);
        var token = header[7..].Trim();
        return (issuer is null || token.StartsWith(ServiceAccess.TokenMark, StringComparison.Ordinal) ? access.ByToken(token) : await issuer.FindAsync(token, cancellation).ConfigureAwait(false), "token");
    }

    private async ValueTask<(SignedIn? Who, string? Name)> ByPasswordAsync(string header, CancellationToken cancellation)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return (null, null);
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length)) return (null, "");
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 ? (null, "") : (await access.ByPasswordAsync(pair[..colon], pair[(colon + 1)..], cancellation).ConfigureAwait(false), pair[..colon]);
    }

    private async Task RefuseAsync(HttpContext context, string? name)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (name is not null)
        {
            access.Delays.Failed(name, address);
            await Task.Delay(access.Delays.DelayOf(name, address), clock, context.RequestAborted).ConfigureAwait(false);
        }
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"godwit\", charset=\"UTF-8\", Bearer realm=\"godwit\"";
        var told = name is null ? "Sign in: Basic with an administrator's name and password, or Bearer with a token." : "Name, password or token are not right.";
        await Answers.WriteAsync(context, Problems.Of(new Fault(MoveFaults.SignInNeeded, Side.Service, told), StatusCodes.Status401Unauthorized)).ConfigureAwait(false);
    }
}

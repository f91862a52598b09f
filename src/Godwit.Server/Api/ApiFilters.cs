using System.Text.Json;
using System.Text.Json.Nodes;
using Godwit.Server.Access;
using Godwit.Server.Requests;
using Microsoft.AspNetCore.Http;

namespace Godwit.Server.Api;

/// <summary>What a route needs of whoever calls it.</summary>
/// <param name="Role">At least this.</param>
internal sealed record NeedsRole(Role Role);

/// <summary>The name that the audit gives a change: a cmdlet's.</summary>
/// <param name="Name">As in <c>New-MigrationBatch</c>.</param>
internal sealed record AuditedAs(string Name);

/// <summary>The line that the audit gets of a change that is done: written within the change, so that a process that is killed, or a disk that is full, leaves both or neither.</summary>
/// <param name="line">Makes it.</param>
internal sealed class AuditLine(Func<MoveSession, AuditEntry> line)
{
    /// <summary>Under what a request has it; null where nothing is audited.</summary>
    public static readonly object Key = new();

    /// <summary>True once a change has written it.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Writes it.</summary>
    public void Write(MoveSession session)
    {
        session.Records.Access.Audit(line(session));
        IsWritten = true;
    }
}

/// <summary>Around every route: the role, looked at before anything of the body is read; the version of what is answered; the line in the audit.</summary>
/// <param name="database">The records.</param>
internal sealed class ApiFilters(MoveDatabase database)
{
    private const int LongestDetails = 4000;

    /// <summary>Lets those pass who may do what the route does. A route that says nothing needs an operator for everything but reading.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotAllowed"/>; noted in the audit where the route is a change.</exception>
    public void RefuseRole(HttpContext http)
    {
        if (http.GetEndpoint() is not { } route || !SignIn.IsSignedIn(http)) return;
        var (who, audited) = (SignIn.Of(http), route.Metadata.GetMetadata<AuditedAs>());
        var needed = route.Metadata.GetMetadata<NeedsRole>()?.Role ?? (HttpMethods.IsGet(http.Request.Method) ? Role.Reader : Role.Operator);
        if (who.Role >= needed) return;
        if (audited is not null) Audit(http, audited, [], MoveFaults.NotAllowed.Code);
        throw MoveFaults.Refuse(MoveFaults.NotAllowed, $"This needs the role {needed}, and {who.Name} is {who.Role}.");
    }

    /// <summary>Runs the route.</summary>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var audited = http.GetEndpoint()!.Metadata.GetMetadata<AuditedAs>();
        var line = audited is null || Asked.IsWhatIf(http) ? null : new AuditLine(session => Line(http, audited, context.Arguments, "Done", session.Now));
        http.Items[AuditLine.Key] = line;
        try
        {
            var answer = await next(context).ConfigureAwait(false);
            if (line is { IsWritten: false }) database.Change(session => { line.Write(session); return true; });
            return WithVersion(http, answer);
        }
        catch (Exception refusal) when (audited is not null && Answers.ProblemOf(refusal) is { } problem)
        {
            Audit(http, audited, context.Arguments, problem.Code);
            throw;
        }
    }

    /// <summary>What was asked for, without secrets, for the audit.</summary>
    internal static string Redacted(IEnumerable<object?> arguments)
    {
        var parts = arguments.Where(static argument => argument?.GetType().Assembly == typeof(ApiRoutes).Assembly && argument.GetType().IsClass).Select(static argument => Clean(JsonSerializer.SerializeToNode(argument, argument!.GetType(), ApiJson.Default))?.ToJsonString());
        var text = string.Join(" ", parts);
        return text.Length > LongestDetails ? text[..LongestDetails] + "…" : text;
    }

    private static JsonNode? Clean(JsonNode? node)
    {
        if (node is not JsonObject fields) return node;
        foreach (var (name, value) in fields.ToList())
        {
            if (value is null) fields.Remove(name);
            else if (name.Contains("password", StringComparison.OrdinalIgnoreCase) || name.Contains("token", StringComparison.OrdinalIgnoreCase)) fields[name] = "***";
            else if (name == "csvData") fields[name] = string.Create(CultureInfo.InvariantCulture, $"{value.ToString().Length} characters");
            else Clean(value);
        }
        return fields;
    }

    private void Audit(HttpContext http, AuditedAs audited, IList<object?> arguments, string outcome)
    {
        if (Asked.IsWhatIf(http)) return;
        database.Change(session => { session.Records.Access.Audit(Line(http, audited, arguments, outcome, session.Now)); return true; });
    }

    private static AuditEntry Line(HttpContext http, AuditedAs audited, IList<object?> arguments, string outcome, DateTimeOffset now)
    {
        var identity = http.Request.RouteValues["identity"]?.ToString() ?? arguments.Select(static argument => argument switch
        {
            NewMigrationEndpoint endpoint => endpoint.Name,
            NewMigrationBatch batch => batch.Name,
            NewMoveRequest request => request.Identity,
            NewServiceAdministrator administrator => administrator.Name,
            NewAccessToken token => token.Name,
            _ => null,
        }).FirstOrDefault(static name => name is not null) ?? "";
        var ids = RequestIds.Of(http);
        return new AuditEntry(0, now, SignIn.Of(http).Name, http.Connection.RemoteIpAddress?.ToString() ?? "", audited.Name, OtherSideText.Show(identity), outcome, Redacted(arguments), ids.Own, ids.Client);
    }

    private static object? WithVersion(HttpContext http, object? answer)
    {
        if (Asked.IsWhatIf(http) && http.Request.Method != HttpMethods.Get) http.Response.Headers[ApiRoutes.WhatIfHeader] = "true";
        var tag = answer switch { MigrationEndpoint endpoint => endpoint.ETag, MigrationBatch batch => batch.ETag, MigrationUser user => user.ETag, MoveRequest request => request.ETag, MigrationConfig config => config.ETag, _ => null };
        if (tag is not null) http.Response.Headers.ETag = tag;
        return answer;
    }
}

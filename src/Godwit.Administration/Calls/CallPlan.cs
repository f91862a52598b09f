using Godwit.Api;
using Godwit.Api.Client;

namespace Godwit.Administration.Calls;

/// <summary>The requests that a command line comes to, in their order.</summary>
/// <param name="given">The command line.</param>
/// <param name="secrets">Where passwords come from.</param>
internal sealed class CallPlan(GivenCommand given, Secrets secrets)
{
    private readonly BodyText _body = new(given, secrets);

    private Command Command => given.Command;

    /// <summary>True when what comes back is a list of things.</summary>
    public bool IsList => Command.Lists || Command.ListRoute is not null && !given.Values.ContainsKey("Identity");

    /// <summary>The requests. A change that only orders something (<c>-SyncNow</c>) does not send an empty change before it.</summary>
    /// <exception cref="FaultException">A file or a password cannot be read.</exception>
    public IReadOnlyList<ApiCall> Make()
    {
        var calls = Orders().ToList();
        var main = Own(route: null).Where(IsGiven).ToList();
        if (Command.Method != HttpMethod.Patch || main.Count > 0) calls.Insert(0, Main());
        foreach (var parameter in Command.Own.Where(parameter => parameter.IsInQuery && IsGiven(parameter))) calls = [.. calls.Select(call => call.With(parameter.Field, Query(parameter)))];
        return given.IsSet("WhatIf") ? [.. calls.Select(call => call.With("whatIf", "true"))] : calls;
    }

    private ApiCall Main()
    {
        var call = new ApiCall(Command.Method, Path(IsList ? Command.ListRoute ?? Command.Route : Command.Route), Command.Body is null ? null : _body.Of(Own(route: null)), Accept());
        return Command.Body is null ? Own(route: null).Where(IsGiven).Aggregate(call, (asked, parameter) => asked.With(parameter.Field, Query(parameter))) : call;
    }

    private IEnumerable<ApiCall> Orders() =>
        from parameter in Command.Own
        where parameter.Route is not null && IsGiven(parameter)
        group parameter by parameter.Route into order
        let body = Own(order.Key).Where(parameter => !parameter.IsOrder).ToList()
        select new ApiCall(HttpMethod.Post, Path(order.Key), body.Count == 0 ? null : _body.Of(body));

    private IEnumerable<Parameter> Own(string? route) => Command.Own.Where(parameter => !parameter.IsLocal && !parameter.IsInQuery && parameter.Route == route && !IsInPath(parameter));

    private bool IsGiven(Parameter parameter) => given.Values.ContainsKey(parameter.Name);

    private bool IsInPath(Parameter parameter) => parameter.Name == "Identity" && Command.Route.Contains("{identity}", StringComparison.Ordinal);

    private string Path(string route)
    {
        if (Command.Route == ApiRoutes.UserReport && given.Text("Batch") is { } batch) return ApiRoutes.For(ApiRoutes.BatchReport, batch);
        return route.Contains("{identity}", StringComparison.Ordinal) ? ApiRoutes.For(route, given.Text("Identity")!) : route;
    }

    private string Accept() => !Command.IsText ? "application/json" : given.Text("Batch") is not null ? "text/csv" : given.Text("As") == "Json" ? "application/json" : "text/plain";

    private string Query(Parameter parameter) => parameter.Says ?? BodyText.Plain(given.Values[parameter.Name]);
}

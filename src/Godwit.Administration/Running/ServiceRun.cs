using System.Text.Json;
using Godwit.Administration.Calls;
using Godwit.Administration.Printing;
using Godwit.Api.Client;

namespace Godwit.Administration.Running;

/// <summary>Has one command done by the service.</summary>
internal sealed class ServiceRun(GivenCommand given, Surroundings around)
{
    private readonly CallPlan _plan = new(given, new Secrets(around.Environment, around.Ask));

    private Command Command => given.Command;

    /// <summary>Asks and prints.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="FaultException">It was refused or could not be asked.</exception>
    /// <exception cref="InputRefusedException">More than one thing is wrong with it.</exception>
    public async Task<int> RunAsync()
    {
        var calls = _plan.Make();
        using var client = new ServiceClient(new ServiceFinder(around.Environment).Find(given.Values.GetValueOrDefault("Service") as Uri, given.Text("ServiceAuthority"), given.Text("TokenFile")));
        Confirmation.Require(given, around);
        if (Command.IsText) return await CopyAsync(client, calls[0]).ConfigureAwait(false);
        var shown = _plan.IsList ? await ListAsync(client, calls[0]).ConfigureAwait(false) : await AskAsync(client, calls).ConfigureAwait(false);
        if (given.IsSet("WhatIf")) await around.Error.WriteLineAsync($"What if: {Command.Cmdlet}{Confirmation.Whom(given)} would be done; nothing was changed.").ConfigureAwait(false);
        ResultPrinter.Write(around.Output, given, shown, isOne: !_plan.IsList);
        return Command.Verdict is { } field && shown.Any(row => row.Text(field) is not ("True" or "Success")) ? ExitCodes.NotPassed : ExitCodes.Done;
    }

    private async Task<IReadOnlyList<ShownObject>> ListAsync(ServiceClient client, ApiCall call)
    {
        var atMost = given.Values.GetValueOrDefault("ResultSize") switch { long number => number, Unlimited => long.MaxValue, _ => Command.Own.Contains(CommonParameters.ResultSize) ? 1_000 : long.MaxValue };
        return [.. (await client.ListAsync(call, atMost, around.Stop).ConfigureAwait(false)).Select(ShownObject.Of)];
    }

    // Of several requests the last answer is the thing as it is in the end.
    private async Task<IReadOnlyList<ShownObject>> AskAsync(ServiceClient client, IReadOnlyList<ApiCall> calls)
    {
        JsonElement? last = null;
        foreach (var call in calls)
        {
            using var answer = await client.AskAsync(await VersionedAsync(client, call).ConfigureAwait(false), around.Stop).ConfigureAwait(false);
            if (answer is not null) last = answer.RootElement.Clone();
        }
        return last is { ValueKind: JsonValueKind.Object } thing ? [ShownObject.Of(thing)] : [];
    }

    // What somebody else changes between our reading and our writing is not overwritten.
    private async Task<ApiCall> VersionedAsync(ServiceClient client, ApiCall call) =>
        Command.IsVersioned && call.Method == HttpMethod.Patch ? call with { IfMatch = await client.VersionAsync(call, around.Stop).ConfigureAwait(false) } : call;

    private async Task<int> CopyAsync(ServiceClient client, ApiCall call)
    {
        if (given.Text("Path") is not { } path)
        {
            using var text = new MemoryStream();
            await client.CopyAsync(call, text, around.Stop).ConfigureAwait(false);
            await around.Output.WriteAsync(System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length)).ConfigureAwait(false);
            return ExitCodes.Done;
        }
        using var file = NewFile(path);
        await client.CopyAsync(call, file, around.Stop).ConfigureAwait(false);
        return ExitCodes.Done;
    }

    private static FileStream NewFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw CommandFaults.Refuse(CommandFaults.FileUnusable, $"'{OtherSideText.Show(path)}' cannot be written: {unusable.Message}", unusable);
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using Godwit.Administration.Printing;

namespace Godwit.Administration.Running;

/// <summary>Has one command done by the proxy's own program, which knows its files; what comes back is printed like everything else.</summary>
internal sealed class ProxyRun(GivenCommand given, Surroundings around)
{
    private const string Get = "Get-WebServicesVirtualDirectory";

    /// <summary>Has it done.</summary>
    /// <returns>The exit code: the other program's where it refused.</returns>
    /// <exception cref="FaultException">The other program is not there, or what it said cannot be understood.</exception>
    public async Task<int> RunAsync()
    {
        if (!given.Command.Changes) return await ShowAsync(given.List("Property")).ConfigureAwait(false);
        var changed = given.Command.Own.Where(parameter => parameter.Name != "Server" && given.Values.ContainsKey(parameter.Name)).ToList();
        if (given.IsSet("WhatIf")) return await WhatIfAsync(changed).ConfigureAwait(false);
        Confirmation.Require(given, around);
        var (code, said) = await AskAsync([given.Command.Cmdlet, .. Common(), .. changed.SelectMany(parameter => (string[])["-" + parameter.Name, Word(parameter)])]).ConfigureAwait(false);
        await around.Output.WriteAsync(said).ConfigureAwait(false);
        return code;
    }

    private async Task<int> ShowAsync(IReadOnlyList<string> properties)
    {
        var (code, said) = await AskAsync([Get, .. Common(), "-Format", "Json"]).ConfigureAwait(false);
        if (code != ExitCodes.Done) return code;
        ResultPrinter.Write(around.Output, given with { Values = With("Property", properties) }, Read(said), isOne: given.Text("Server") is not null);
        return ExitCodes.Done;
    }

    private Dictionary<string, object> With(string name, IReadOnlyList<string> list) => new(given.Values, StringComparer.OrdinalIgnoreCase) { [name] = list };

    private async Task<int> WhatIfAsync(IReadOnlyList<Parameter> changed)
    {
        await around.Error.WriteLineAsync($"What if: {given.Command.Cmdlet}{Confirmation.Whom(given)} would set {string.Join(", ", changed.Select(parameter => $"{parameter.Name} to {OtherSideText.Show(Word(parameter))}"))}; nothing was changed. As it is:").ConfigureAwait(false);
        return await ShowAsync(["Server", .. changed.Select(parameter => parameter.Name)]).ConfigureAwait(false);
    }

    private IEnumerable<string> Common() =>
    [
        .. given.Text("Server") is { } server ? (string[])["-Server", server] : [], .. given.Text("Config") is { } file ? (string[])["--config", file] : [],
        .. given.List("Set").SelectMany(pair => (string[])["--set", pair]),
    ];

    private string Word(Parameter parameter) => given.Values[parameter.Name] switch
    {
        true => "true",
        false => "false",
        Unlimited => "Unlimited",
        string text when text.Equals("none", StringComparison.OrdinalIgnoreCase) && parameter.Kind == ValueKind.Text => "$null",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static IReadOnlyList<ShownObject> Read(string said)
    {
        try
        {
            using var document = JsonDocument.Parse(said);
            return [.. document.RootElement.Clone().EnumerateArray().Select(ShownObject.Of)];
        }
        catch (Exception notOurs) when (notOurs is JsonException or InvalidOperationException)
        {
            throw CommandFaults.Refuse(CommandFaults.FileUnusable, "The proxy's program did not answer with a list; it belongs to another version.", notOurs);
        }
    }

    private async Task<(int Code, string Said)> AskAsync(IReadOnlyList<string> arguments)
    {
        if (!File.Exists(around.ProxyProgram)) throw CommandFaults.Refuse(CommandFaults.FileUnusable, $"The program '{OtherSideText.Show(around.ProxyProgram)}' is missing: it belongs to the installation and administers the proxy.");
        using var program = Process.Start(new ProcessStartInfo(around.ProxyProgram, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw CommandFaults.Refuse(CommandFaults.FileUnusable, $"The program '{OtherSideText.Show(around.ProxyProgram)}' cannot be started.");
        var complaints = program.StandardError.ReadToEndAsync(around.Stop);
        var said = await program.StandardOutput.ReadToEndAsync(around.Stop).ConfigureAwait(false);
        await around.Error.WriteAsync(await complaints.ConfigureAwait(false)).ConfigureAwait(false);
        await program.WaitForExitAsync(around.Stop).ConfigureAwait(false);
        return (program.ExitCode, said);
    }
}

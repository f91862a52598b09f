using Godwit.Administration;
using Godwit.Administration.Running;
using Godwit.Terminals;

namespace Godwit.Server.Tests.Commands;

/// <summary>The administrators' command line, in this process, against a running service of this machine.</summary>
internal static class CommandLines
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(this RunningService service, string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var variables = new Dictionary<string, string> { ["GODWIT_SERVICE"] = service.Client.BaseAddress!.ToString(), ["XDG_STATE_HOME"] = service[""] };
        var surroundings = new Surroundings(new Terminal(output, error, IsTerminal: false, static () => 80), variables.GetValueOrDefault, null, null, "", CancellationToken.None);
        var code = await AdministrationProgram.RunAsync(line.Split(' '), surroundings);
        return (code, output.ToString(), error.ToString());
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace Godwit.Server.Provisioning;

/// <summary>
/// A program that makes a mailbox. It is started as it is, without a shell: what it needs to know stands in its environment, never in its arguments, so that no address can become a command. It inherits nothing of the
/// service's environment but <c>PATH</c>, <c>HOME</c> and <c>LANG</c>. Exit code 0 means that the mailbox is there.
/// </summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="limit">How long it may take; then it is ended with all that it started.</param>
/// <param name="clock">The clock.</param>
internal sealed class CommandHook(IReadOnlyList<string> command, TimeSpan limit, TimeProvider clock) : IProvisioningHook
{
    private const int MostOutput = 4096;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG"];

    /// <inheritdoc/>
    public void Make(ProvisioningRequest request, CancellationToken cancellation)
    {
        using var process = Start(request);
        using var patience = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var (output, error) = (new BoundedText(MostOutput), new BoundedText(MostOutput));
        var heard = Task.WhenAll(output.ReadAsync(process.StandardOutput), error.ReadAsync(process.StandardError));
        using (either.Token.Register(() => End(process))) process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        heard.Wait(LastWords, CancellationToken.None);   // What it started may live on and hold the pipes: nobody waits for that.
        if (patience.IsCancellationRequested) throw Hook.Unanswered(command[0], request, limit);
        if (process.ExitCode == 0) return;
        var said = error.ToString() is { Length: > 0 } words ? words : output.ToString();
        throw Hook.Refused(request, string.Create(CultureInfo.InvariantCulture, $"'{OtherSideText.Show(command[0])}' ended with exit code {process.ExitCode}{(said.Length > 0 ? ": " + OtherSideText.Show(said.Trim(), 500) : " and said nothing")}"));
    }

    private Process Start(ProvisioningRequest request)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Except(Inherited, StringComparer.Ordinal).ToList()) start.Environment.Remove(name);
        start.Environment["GODWIT_MOVE"] = request.Move.ToString("D");
        start.Environment["GODWIT_SOURCE_ADDRESS"] = request.SourceAddress;
        start.Environment["GODWIT_TARGET_ADDRESS"] = request.TargetAddress;
        start.Environment["GODWIT_TARGET_STORE"] = request.TargetStore ?? "";
        start.Environment["GODWIT_REGION"] = request.Region ?? "";
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception missing)
        {
            throw Hook.Refused(request, $"'{OtherSideText.Show(command[0])}' cannot be started: {OtherSideText.Show(missing.Message)}", missing);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself just now.
        }
    }
}

using System.Diagnostics;

namespace Godwit.Cli;

/// <summary>Runs the command that gives an OAuth token, as a shell would. What it says on standard error goes where ours goes.</summary>
internal static class TokenCommand
{
    private const int MaxTokenCharacters = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the command wrote on standard output.</summary>
    /// <exception cref="FaultException"><see cref="UsageFaults.TokenCommandFailed"/>.</exception>
    public static string Run(string command)
    {
        try
        {
            var shell = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(shell) ?? throw Refuse("could not be started");
            var output = new Reader(process.StandardOutput);
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw Refuse($"gave no answer within {Patience.TotalSeconds:F0} seconds");
            }
            return process.ExitCode == 0 ? output.Result() : throw Refuse($"ended with exit code {process.ExitCode}");
        }
        catch (System.ComponentModel.Win32Exception refusal)
        {
            throw Refuse("could not be started", refusal);
        }
    }

    private static FaultException Refuse(string why, Exception? cause = null) => UsageFaults.Refuse(UsageFaults.TokenCommandFailed, $"The token command {why}.", cause);

    /// <summary>Reads beside the process, so that a talkative command does not fill its pipe and wait for us for ever.</summary>
    private sealed class Reader
    {
        private readonly Thread _thread;
        private readonly char[] _text = new char[MaxTokenCharacters + 1];
        private int _length;

        public Reader(StreamReader output)
        {
            _thread = new Thread(() => Read(output)) { IsBackground = true, Name = "token command" };
            _thread.Start();
        }

        private void Read(StreamReader output)
        {
            _length = output.ReadBlock(_text);
            var tooMuch = new char[4_096];
            while (output.Read(tooMuch) > 0) { }
        }

        public string Result()
        {
            _thread.Join();
            return _length > MaxTokenCharacters ? throw Refuse("wrote more than a token can be long") : new string(_text, 0, _length);
        }
    }
}

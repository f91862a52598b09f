namespace Godwit.Cli.Tests;

/// <summary>Runs command lines in this process, with a folder, an environment and streams of its own.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-cli-").FullName;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>What was printed by the last command.</summary>
    public string Output { get; private set; } = "";

    /// <summary>What it said besides.</summary>
    public string Error { get; private set; } = "";

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>A path in the folder.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    public TestRun() => Variables["XDG_STATE_HOME"] = this["state"];

    /// <summary>Asks what runs to stop.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Runs a command line and gives its exit code.</summary>
    public int Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, IsTerminal: false, () => 80);
        var code = GodwitProgram.Run(arguments, new Surroundings(terminal, Variables.GetValueOrDefault, null, TimeProvider.System, _stop.Token));
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>Puts a message into a Maildir, which is made when it is missing.</summary>
    public void Deliver(string maildir, string name, string subject, string folder = "")
    {
        var place = Path.Combine(this[maildir], folder);
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(place, part));
        if (folder.Length > 0) File.WriteAllText(Path.Combine(place, "maildirfolder"), "");
        File.WriteAllText(Path.Combine(place, "cur", name + ":2,S"), $"From: anna@example.org\r\nSubject: {subject}\r\nDate: Mon, 1 Jan 2024 10:00:00 +0100\r\n\r\nText of {subject}.\r\n");
    }

    public void Dispose()
    {
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

using System.Globalization;

namespace Godwit.Testing.Imap;

/// <summary>One client's connection, served by one thread: reads a command, does it, tells what changed meanwhile, answers.</summary>
internal sealed partial class ImapSession : IDisposable
{
    private readonly HashSet<string> _enabled = new(StringComparer.OrdinalIgnoreCase);

    public ImapSession(ImapTestServer server, Stream stream, int number, bool encrypted)
    {
        (Server, Stream, Number, IsEncrypted) = (server, stream, number, encrypted);
        Replies = new ReplyWriter(stream, server.Behaviour);
        Input = new CommandInput(stream, Replies, server.Behaviour.Reading, server.Options.MaxLineBytes);
    }

    public ImapTestServer Server { get; }
    public int Number { get; }
    public ReplyWriter Replies { get; }
    public CommandInput Input { get; }
    public Stream Stream { get; private set; }
    public bool IsEncrypted { get; private set; }
    public bool IsCompressed { get; private set; }
    public bool IsOver { get; set; }

    /// <summary>Null before sign-in.</summary>
    public TestMailbox? Mailbox { get; private set; }

    /// <summary>When the token ends with which the user signed in.</summary>
    public DateTimeOffset? TokenEnd { get; set; }

    public FolderView? View { get; private set; }

    /// <summary>The tag of the present command.</summary>
    public string Tag { get; private set; } = "";

    public CommandScript? Script { get; private set; }

    public Misbehaviour Behaviour => Server.Behaviour;

    /// <summary>The signed-in user's mailbox.</summary>
    public TestMailbox Owner => Mailbox ?? throw new BadCommandException("Sign in first");

    /// <summary>The selected folder.</summary>
    public FolderView Selected => View ?? throw new BadCommandException("No mailbox selected");

    public void Run()
    {
        Replies.Line($"* OK [CAPABILITY {string.Join(' ', Capabilities())}] {Server.Options.Profile.Greeting}");
        while (!IsOver && Input.NextLine()) Serve();
        Replies.Flush();
    }

    private void Serve()
    {
        if (TokenEnd < Server.Options.Clock.GetUtcNow()) SayGoodbye("* BYE [UNAVAILABLE] AccessTokenExpired");
        var tag = Input.OptionalWord();
        var line = Input.Try(' ') ? Input.Rest : "";
        var name = CommandName();
        var (entry, count) = Server.Log.Add(Number, name, Secrets.Mask(name, line));
        Input.Continued = Secrets.AreIn(name) ? null : entry.Append;
        Tag = tag;
        Script = new CommandScript(Mailbox?.User ?? "", Number, count, name, line, View?.Folder.Name);
        Server.Apply(Script);
        Answer(tag, name);
    }

    private void Answer(string tag, string name)
    {
        var script = Script!;
        if (script.Injected is { } text) Replies.Text(text);
        if (!CommandEndings.Allows(this, name, script.End)) Leave();
        Replies.CutAt(script.Cut);
        var answer = script.Refusal ?? Behaviour.Refusal(name) ?? Execute(name);
        Input.SkipCommand();
        script.BeforeAnswer?.Invoke();
        Announce(name);
        if (script.End == CommandEnd.DroppedBeforeAnswer) Leave();
        Replies.Line($"{(tag.Length == 0 ? "*" : tag)} {answer}");
        if (script.End == CommandEnd.DroppedAfterAnswer) IsOver = true;
        AfterAnswer?.Invoke();
        AfterAnswer = null;
    }

    /// <summary>What changes the line itself and must come after the answer: TLS and compression.</summary>
    public Action? AfterAnswer { get; set; }

    private string CommandName()
    {
        var name = Input.OptionalWord().ToUpperInvariant();
        return name == "UID" && Input.Try(' ') ? "UID " + Input.OptionalWord().ToUpperInvariant() : name;
    }

    private string Execute(string name)
    {
        try
        {
            if (CommandTable.Find(name) is not { } command || !command.IsOffered(this)) return "BAD Unknown command";
            if (View is { IsStale: true } && command.NeedsFolder) SayGoodbye("* BYE Selected mailbox was deleted or rebuilt, have to disconnect.");
            return command.Run(this);
        }
        catch (BadCommandException bad)
        {
            return "BAD " + bad.Message;
        }
        catch (RefusedException refused)
        {
            return refused.Message;
        }
    }

    private void Announce(string command)
    {
        if (View is not { } view) return;
        if (Behaviour.RepeatsFlagsLine) Replies.Line("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)");
        lock (view.Folder.Mailbox.Gate) view.Announce(this, removals: command is not ("FETCH" or "STORE" or "SEARCH"));
    }

    /// <summary>Tells the flags of a message that changed.</summary>
    public void TellFlags(FolderView view, TestMessage message)
    {
        var sequence = view.SequenceOf(message);
        if (sequence == 0) return;
        var (flags, modSeq) = message.State;
        Replies.Bytes("* "u8).Number((ulong)sequence).Text(" FETCH (UID ").Number(message.Uid);
        if (IsModSeqAware) Replies.Text(" MODSEQ (").Number(modSeq).Text(")");
        Replies.Text(" FLAGS (").Bytes(WireFlags.Write(flags)).Text("))").EndLine();
    }

    public void SayGoodbye(string line)
    {
        Replies.Line(line);
        Leave();
    }

    /// <summary>Ends the session; what has been written so far still goes out.</summary>
    private void Leave()
    {
        Replies.Flush();
        throw new SessionOverException();
    }

    /// <summary>Tells how many messages there are; a client of IMAP4rev2 does not want to hear of \Recent (RFC 9051 appendix E).</summary>
    public void TellCount(int messages)
    {
        Replies.Line($"* {messages} EXISTS");
        if (!HasEnabled("IMAP4REV2")) Replies.Line("* 0 RECENT");
    }

    public void SignIn(TestMailbox mailbox)
    {
        Mailbox = mailbox;
        Input.MaxPlainLiteral = Offers("LITERAL+") ? long.MaxValue : Offers("LITERAL-") ? 4_096 : -1;
        if (!Behaviour.RebuildsAtEverySignIn) return;
        foreach (var folder in mailbox.Folders) folder.Rebuild();
    }

    /// <summary>Opens a folder in place of the one that is open; null closes. Called with the mailbox's gate held.</summary>
    public void Open(FolderView? view)
    {
        View?.Dispose();
        View = view;
    }

    public void Enable(string capability) => _enabled.Add(capability);

    public bool HasEnabled(string capability) => _enabled.Contains(capability);

    /// <summary>True when the client has shown that it knows of MODSEQ (RFC 7162 section 3.1).</summary>
    public bool IsModSeqAware => HasEnabled("CONDSTORE") || HasEnabled("QRESYNC");

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (View is { } view)
        {
            lock (view.Folder.Mailbox.Gate) Open(null);
        }
        Stream.Dispose();
    }
}

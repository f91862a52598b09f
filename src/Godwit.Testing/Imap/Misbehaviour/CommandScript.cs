namespace Godwit.Testing.Imap;

/// <summary>
/// A command that a test looks at as it arrives, and what shall become of it. Without a wish it is served as usual. Used on the session's thread: an action may block
/// to hold the session still, and may change mailboxes.
/// </summary>
public sealed class CommandScript
{
    internal CommandScript(string user, int connection, int number, string name, string line, string? selected) =>
        (User, Connection, Number, Name, Line, Selected) = (user, connection, number, name, line, selected);

    /// <summary>Who is signed in; empty before.</summary>
    public string User { get; }

    /// <summary>Which connection it came on, from 1 in the order of arrival.</summary>
    public int Connection { get; }

    /// <summary>How many commands of this name the server has got, this one included.</summary>
    public int Number { get; }

    /// <summary>The command in capitals, <c>UID</c> with what follows: <c>UID FETCH</c>.</summary>
    public string Name { get; }

    /// <summary>The first line without its tag, up to the first literal.</summary>
    public string Line { get; }

    /// <summary>The wire name of the selected folder, or null.</summary>
    public string? Selected { get; }

    internal string? Refusal { get; private set; }
    internal CommandEnd End { get; private set; } = CommandEnd.Answered;
    internal string? Injected { get; private set; }
    internal Action? BeforeAnswer { get; private set; }
    internal LiteralCut? Cut { get; private set; }

    /// <summary>Answers with this instead (<c>NO [LIMIT] no</c>), without doing anything; see <see cref="Refusals"/>.</summary>
    public void Refuse(string answer) => Refusal = answer;

    /// <summary>Closes the connection at once, nothing done.</summary>
    public void Drop() => End = CommandEnd.DroppedAtOnce;

    /// <summary>Does it, then closes the connection without the tagged answer: the answer is lost.</summary>
    public void DropBeforeAnswer() => End = CommandEnd.DroppedBeforeAnswer;

    /// <summary>Does it, answers, then closes the connection.</summary>
    public void DropAfterAnswer() => End = CommandEnd.DroppedAfterAnswer;

    /// <summary>Closes the connection; an APPEND is read to its end first, and what it would have stored is stored only by <see cref="ImapTestServer.CommitLate"/>, as when bytes were still on their way in a kernel.</summary>
    public void CommitLate() => End = CommandEnd.CommittedLate;

    /// <summary>Never answers, though it goes on reading; ends with the connection.</summary>
    public void Hang() => End = CommandEnd.Hung;

    /// <summary>Sends a line that never ends until the connection is closed.</summary>
    public void SendEndlessLine() => End = CommandEnd.EndlessLine;

    /// <summary>Sends untagged answers without end until the connection is closed.</summary>
    public void SendEndlessLines() => End = CommandEnd.EndlessLines;

    /// <summary>Sends this text as it is before anything else; end its lines with CRLF. With <see cref="Drop"/> it is the last the client hears: a BYE.</summary>
    public void SendFirst(string text) => Injected = text;

    /// <summary>Runs this between doing the command and its tagged answer.</summary>
    public void RunBeforeAnswer(Action action) => BeforeAnswer = action;

    /// <summary>
    /// In the literal of this number among the answers (from 1), after so many of its bytes, sends <paramref name="goodbye"/> (<c>* BYE ...</c>, may be empty) and closes the connection.
    /// </summary>
    public void CutLiteral(int literal, long afterBytes, string goodbye = "") => Cut = new LiteralCut(literal, afterBytes, goodbye);
}

internal enum CommandEnd { Answered, DroppedAtOnce, DroppedBeforeAnswer, DroppedAfterAnswer, CommittedLate, Hung, EndlessLine, EndlessLines }

internal sealed record LiteralCut(int Literal, long AfterBytes, string Goodbye);

namespace Godwit.EndToEnd.Relays;

/// <summary>What happens at a place of a conversation, as far as tests care.</summary>
public enum Moment
{
    /// <summary>LIST, STATUS, SELECT or EXAMINE was sent.</summary>
    Listing,
    /// <summary>A message is half read from the source.</summary>
    InsideFetch,
    /// <summary>An APPEND's first line was sent.</summary>
    GroupBegins,
    /// <summary>A message is half written to the target.</summary>
    InsideLiteral,
    /// <summary>The last byte of a group of messages was sent; its answer has not come.</summary>
    LastByteSent,
    /// <summary>The answer to a group was handed over.</summary>
    GroupAnswered,
    /// <summary>A change of flags was sent.</summary>
    FlagChange,
}

/// <summary>Gives the places of one connection their meaning.</summary>
internal sealed class Conversation
{
    private readonly HashSet<string> _appends = [];
    private string _command = "";

    /// <summary>What a place in what the client says is.</summary>
    public Moment? OfClient(WireMark mark)
    {
        if (mark.IsMiddleOfLiteral) return _command == "APPEND" ? Moment.InsideLiteral : null;
        if (mark.IsFirst) Begin(mark.Line!);
        return _command switch
        {
            "APPEND" => mark.IsLast ? Moment.LastByteSent : mark.IsFirst ? Moment.GroupBegins : null,
            "UID STORE" when mark.IsLast => Moment.FlagChange,
            "LIST" or "STATUS" or "SELECT" or "EXAMINE" when mark.IsLast => Moment.Listing,
            _ => null,
        };
    }

    /// <summary>What a place in what the server says is.</summary>
    public Moment? OfServer(WireMark mark)
    {
        if (mark.IsMiddleOfLiteral) return Moment.InsideFetch;
        if (!mark.IsFirst) return null;
        lock (_appends) return _appends.Remove(mark.Line!.Split(' ')[0]) ? Moment.GroupAnswered : null;
    }

    private void Begin(string line)
    {
        var words = line.Split(' ', 4);
        _command = words.Length < 2 ? "" : words[1] == "UID" && words.Length > 2 ? "UID " + words[2] : words[1];
        if (_command != "APPEND") return;
        lock (_appends) _appends.Add(words[0]);
    }
}

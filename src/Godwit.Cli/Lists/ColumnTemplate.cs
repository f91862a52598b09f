using System.Text;

namespace Godwit.Cli;

/// <summary>The value of an option in which <c>{column}</c> stands for what a mailbox of the list has in that column.</summary>
internal sealed class ColumnTemplate
{
    private readonly List<Piece> _pieces = [];

    /// <summary>Reads a template.</summary>
    /// <param name="option">The option that it was given with, for sentences.</param>
    /// <param name="text">What was written.</param>
    public ColumnTemplate(string option, string text)
    {
        (Option, Beginning) = (option, text.Split('{')[0]);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            var end = close < 0 ? text.Length : open;
            if (end > at) _pieces.Add(new Piece(text[at..end], IsColumn: false));
            if (close >= 0) _pieces.Add(new Piece(text[(open + 1)..close], IsColumn: true));
            at = close < 0 ? text.Length : close + 1;
        }
    }

    /// <summary>The option.</summary>
    public string Option { get; }

    /// <summary>What stands before the first column.</summary>
    public string Beginning { get; }

    /// <summary>True when it is nothing but one column, whose values are then taken as they are.</summary>
    public bool IsOneColumn => _pieces is [{ IsColumn: true }];

    /// <summary>Finds columns that the list lacks.</summary>
    public void Check(MailboxList list, Problems problems)
    {
        foreach (var column in _pieces.Where(static piece => piece.IsColumn).Select(static piece => piece.Text))
        {
            if (MailboxList.IsSecret(column)) problems.Add(UsageFaults.PasswordExposed, $"{Option} has {{{column}}}: a password has no place in an address or a path; it is taken from its column by itself.");
            else if (!list.Columns.Contains(column, StringComparer.OrdinalIgnoreCase))
                problems.Add(UsageFaults.BadMailboxList, $"{Option} has {{{OtherSideText.Show(column)}}}, which is no column of the list; its columns are {string.Join(", ", list.Columns)}.");
        }
    }

    /// <summary>The text for a mailbox.</summary>
    /// <param name="row">The mailbox.</param>
    /// <param name="write">How a value is written where it stands.</param>
    /// <exception cref="FaultException">A value is empty or <paramref name="write"/> refuses it.</exception>
    public string Fill(MailboxRow row, Func<ColumnTemplate, MailboxRow, string, string> write)
    {
        var text = new StringBuilder();
        foreach (var piece in _pieces)
        {
            if (!piece.IsColumn) text.Append(piece.Text);
            else if (row[piece.Text] is { Length: > 0 } value) text.Append(write(this, row, value));
            else throw Refuse(row, $"the column {piece.Text} is empty");
        }
        return text.ToString();
    }

    /// <summary>As a whole path: no control characters, and no <c>..</c> that would lead out of the folder that the template names.</summary>
    public string FillPath(MailboxRow row) => Fill(row, static (template, row, value) => template.AsPath(row, value));

    /// <summary>As an address: values percent-encoded, but in a Maildir's path, which knows no encoding.</summary>
    public string FillAddress(MailboxRow row) =>
        IsOneColumn ? Fill(row, static (_, _, value) => value)
        : Beginning.StartsWith("maildir:", StringComparison.OrdinalIgnoreCase) ? FillPath(row)
        : Fill(row, static (_, _, value) => Uri.EscapeDataString(value));

    private string AsPath(MailboxRow row, string value)
    {
        if (value.Any(char.IsControl)) throw Refuse(row, "a value has a control character");
        if (!IsOneColumn && value.Split('/').Contains("..")) throw Refuse(row, "a value has '..' and would lead to another folder");
        return value;
    }

    private FaultException Refuse(MailboxRow row, string why) => UsageFaults.Refuse(UsageFaults.BadMailboxList, $"{Option} cannot be filled in for {row} of the list: {why}.");

    private sealed record Piece(string Text, bool IsColumn);
}

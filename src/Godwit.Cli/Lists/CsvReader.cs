using System.Text;

namespace Godwit.Cli;

/// <summary>A record of a list.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Fields">Its fields, unquoted.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Fields);

/// <summary>
/// Comma-separated values (RFC 4180): fields with commas, quotation marks or line ends stand in quotation marks, which are doubled inside. Lines end with CRLF or LF; empty lines are passed over.
/// No fault repeats a field, which may be a password.
/// </summary>
internal sealed class CsvReader(string text)
{
    private const int MaxFields = 100;
    private int _at;
    private int _line = 1;

    /// <summary>The next record; null at the end.</summary>
    /// <exception cref="FaultException"><see cref="UsageFaults.BadMailboxList"/>: against the grammar, or more than 100 fields.</exception>
    public CsvRecord? Next()
    {
        while (_at < text.Length && Here is '\r' or '\n') EndLine();
        if (_at == text.Length) return null;
        var (line, fields) = (_line, new List<string>());
        while (true)
        {
            if (fields.Count == MaxFields) throw Refuse(line, $"has more than {MaxFields} fields");
            fields.Add(Here == '"' ? Quoted() : Plain());
            if (Here != ',') break;
            _at++;
        }
        EndLine();
        return new CsvRecord(line, fields);
    }

    private char Here => _at < text.Length ? text[_at] : '\0';

    private string Plain()
    {
        var length = text.AsSpan(_at).IndexOfAny(",\r\n\"");
        var field = length < 0 ? text[_at..] : text.Substring(_at, length);
        _at += field.Length;
        return Here == '"' ? throw Refuse(_line, "has a quotation mark inside a field that does not begin with one") : field;
    }

    private string Quoted()
    {
        var (field, line) = (new StringBuilder(), _line);
        while (true)
        {
            var length = text.AsSpan(++_at).IndexOf('"');
            if (length < 0) throw Refuse(line, "begins a field with a quotation mark that is never closed");
            var piece = text.AsSpan(_at, length);
            field.Append(piece);
            _line += piece.Count('\n');
            _at += length + 1;
            if (Here != '"') break;
            field.Append('"');
        }
        return _at == text.Length || Here is ',' or '\r' or '\n' ? field.ToString() : throw Refuse(_line, "has something behind a closing quotation mark");
    }

    private void EndLine()
    {
        if (_at == text.Length) return;
        if (Here == '\r') _at++;
        if (Here != '\n') throw Refuse(_line, "has a carriage return without a line feed");
        _at++;
        _line++;
    }

    private static FaultException Refuse(int line, string why) => UsageFaults.Refuse(UsageFaults.BadMailboxList, string.Create(CultureInfo.InvariantCulture, $"Line {line} of the list {why}."));
}

using System.Globalization;
using System.Text;

namespace Godwit.Mail;

/// <summary>A record of comma-separated values. Its text form shows no field.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Fields">Its fields, unquoted.</param>
public sealed record CsvRecord(int Line, IReadOnlyList<string> Fields)
{
    /// <summary>The line alone: a field may be a password.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}");
}

/// <summary>
/// Comma-separated values (RFC 4180): fields with commas, quotation marks or line ends stand in quotation marks, which are doubled inside. Lines end with CRLF or LF; empty lines are passed over.
/// No fault repeats a field, which may be a password. Where the first line has semicolons and no comma, semicolons stand between the fields: so spreadsheets save it in countries whose decimal sign is the comma.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="refuse">Makes the fault of a line that breaks the grammar: is given the line and the end of a sentence that begins with it.</param>
public sealed class CsvReader(string text, Func<int, string, FaultException> refuse)
{
    private const int MaxFields = 100;
    private readonly char _separator = SeparatorOf(text);
    private int _at;
    private int _line = 1;

    /// <summary>The next record; null at the end.</summary>
    /// <exception cref="FaultException">Against the grammar, or more than 100 fields.</exception>
    public CsvRecord? Next()
    {
        while (_at < text.Length && Here is '\r' or '\n') EndLine();
        if (_at == text.Length) return null;
        var (line, fields) = (_line, new List<string>());
        while (true)
        {
            if (fields.Count == MaxFields) throw refuse(line, $"has more than {MaxFields} fields");
            fields.Add(Here == '"' ? Quoted() : Plain());
            if (Here != _separator) break;
            _at++;
        }
        EndLine();
        return new CsvRecord(line, fields);
    }

    private static char SeparatorOf(string text)
    {
        var first = text.AsSpan().TrimStart("\r\n");
        var end = first.IndexOfAny('\r', '\n');
        if (end >= 0) first = first[..end];
        return first.Contains(';') && !first.Contains(',') ? ';' : ',';
    }

    private char Here => _at < text.Length ? text[_at] : '\0';

    private string Plain()
    {
        var length = text.AsSpan(_at).IndexOfAny(_separator == ',' ? ",\r\n\"" : ";\r\n\"");
        var field = length < 0 ? text[_at..] : text.Substring(_at, length);
        _at += field.Length;
        return Here == '"' ? throw refuse(_line, "has a quotation mark inside a field that does not begin with one") : field;
    }

    private string Quoted()
    {
        var (field, line) = (new StringBuilder(), _line);
        while (true)
        {
            var length = text.AsSpan(++_at).IndexOf('"');
            if (length < 0) throw refuse(line, "begins a field with a quotation mark that is never closed");
            var piece = text.AsSpan(_at, length);
            field.Append(piece);
            _line += piece.Count('\n');
            _at += length + 1;
            if (Here != '"') break;
            field.Append('"');
        }
        return _at == text.Length || Here == _separator || Here is '\r' or '\n' ? field.ToString() : throw refuse(_line, "has something behind a closing quotation mark");
    }

    private void EndLine()
    {
        if (_at == text.Length) return;
        if (Here == '\r') _at++;
        if (Here != '\n') throw refuse(_line, "has a carriage return without a line feed");
        _at++;
        _line++;
    }
}

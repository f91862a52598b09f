using System.Buffers;
using System.Text;

namespace Godwit.Diagnostics.Cmdlets;

/// <summary>
/// Reads <c>Format-List</c> output: <c>Name : Value</c>, continued on lines that are indented to the value's column, objects apart by a name that comes again. A console breaks long values inside words:
/// a continuation is joined without a blank when the line before it was full.
/// </summary>
internal static class ListReader
{
    private const int ShortestFullLine = 60;

    /// <summary>The objects of a list.</summary>
    public static IReadOnlyList<CmdletObject> Read(string text, string source)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var width = lines.Where(line => ColonOf(line) > 0 || IsContinuation(line)).Select(line => line.Length).DefaultIfEmpty(0).Max();
        var (objects, number) = (new List<CmdletObject>(), 0);
        CmdletObject? present = null;
        string? name = null;
        var (value, before) = (new StringBuilder(), 0);
        foreach (var line in lines)
        {
            number++;
            if (ColonOf(line) is > 0 and var colon)
            {
                Close();
                name = line[..colon].Trim();
                if (present is null || present.Has(name)) Begin(number);
                value.Append(line.AsSpan(colon + 1).Trim());
            }
            else if (name is not null && IsContinuation(line)) Continue(value, line, isFull: before >= width && width >= ShortestFullLine);
            before = line.Length;
        }
        Close();
        return objects.Count > 0 ? objects : Pasted(text, source);

        void Begin(int at)
        {
            present = new CmdletObject(string.Create(CultureInfo.InvariantCulture, $"{source}:{at}"));
            if (objects.Count < CmdletText.MaxObjects) objects.Add(present);
        }

        void Close()
        {
            if (name is not null) present!.Set(name, value.ToString());
            name = null;
            value.Clear();
        }
    }

    private static void Continue(StringBuilder value, string line, bool isFull)
    {
        var next = line.AsSpan().Trim();
        if (!isFull && value.Length > 0 && !IsTornName(value, next)) value.Append(' ');
        value.Append(next);
    }

    /// <summary>True when the end and the beginning make the name of an exception together: such names are torn most often, and no two words of a sentence do.</summary>
    private static bool IsTornName(StringBuilder value, ReadOnlySpan<char> next)
    {
        const string ending = "Exception";
        var length = next.IndexOfAnyExcept(Letters);
        var head = next[..(length < 0 ? next.Length : length)];
        return head.Length > 0 && char.IsAsciiLetter(value[^1]) && char.IsAsciiLetterLower(head[0]) && (head.EndsWith(ending, StringComparison.Ordinal) || head.SequenceEqual("xception") || head.SequenceEqual("ception") || head.SequenceEqual("tion"));
    }

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Where the colon stands behind a name and at least one blank, which an error text does not have; -1 when the line is no property.</summary>
    private static int ColonOf(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsLetter(line[0])) return -1;
        var name = line.AsSpan(0, colon).TrimEnd();
        foreach (var letter in name)
            if (!char.IsLetterOrDigit(letter) && letter is not ('_' or '-')) return -1;
        return name.Length < colon ? colon : -1;
    }

    private static bool IsContinuation(string line) => line.Length > 1 && line[0] == ' ' && !string.IsNullOrWhiteSpace(line);

    private static IReadOnlyList<CmdletObject> Pasted(string text, string source)
    {
        var said = new CmdletObject(source);
        said.Set("Message", text.Trim());
        return [said];
    }
}

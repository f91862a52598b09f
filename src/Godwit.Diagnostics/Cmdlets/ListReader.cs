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
        if (!isFull && value.Length > 0) value.Append(' ');
        value.Append(line.AsSpan().Trim());
    }

    /// <summary>Where the colon stands behind a name of letters and digits and at least one blank or none; -1 when the line is no property.</summary>
    private static int ColonOf(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsLetter(line[0])) return -1;
        var name = line.AsSpan(0, colon).TrimEnd();
        foreach (var letter in name)
            if (!char.IsLetterOrDigit(letter) && letter is not ('_' or '-')) return -1;
        var isAligned = name.Length < colon || (colon + 1 < line.Length && line[colon + 1] == ' ') || colon + 1 == line.Length;
        return isAligned ? colon : -1;
    }

    private static bool IsContinuation(string line) => line.Length > 1 && line[0] == ' ' && !string.IsNullOrWhiteSpace(line);

    private static IReadOnlyList<CmdletObject> Pasted(string text, string source)
    {
        var said = new CmdletObject(source);
        said.Set("Message", text.Trim());
        return [said];
    }
}

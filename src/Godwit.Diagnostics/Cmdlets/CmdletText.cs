namespace Godwit.Diagnostics.Cmdlets;

/// <summary>
/// Reads what cmdlets print, in whichever form: a list of <c>Name : Value</c> as <c>Format-List</c> makes it, CliXml (<c>Export-Clixml</c>), JSON (<c>ConvertTo-Json</c>), or an error text that was
/// pasted. Told by the first character.
/// </summary>
internal static class CmdletText
{
    /// <summary>The most objects of one text.</summary>
    public const int MaxObjects = 100_000;

    /// <summary>All objects of a text; text that is none of the forms is one object with the text as its <c>Message</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it comes from.</param>
    /// <exception cref="FormatException">It begins like XML or JSON and is not, or is nested too deep.</exception>
    public static IReadOnlyList<CmdletObject> Read(string text, string source)
    {
        var trimmed = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (trimmed.IsEmpty) return [];
        return trimmed[0] switch
        {
            '<' => CliXmlReader.Read(text, source),
            '[' or '{' => JsonObjectReader.Read(text, source),
            _ => ListReader.Read(text, source),
        };
    }
}

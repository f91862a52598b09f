using System.Xml;
using System.Xml.Linq;

namespace Godwit.Diagnostics.Cmdlets;

/// <summary>
/// Reads what <c>Export-Clixml</c> writes: every <c>Obj</c> with properties becomes an object, nested ones too (the failures of a move report are such). Any other XML, such as an analyzer's saved
/// results, is read by its texts (<see cref="XmlTexts"/>). No DTD, no entity, nothing is fetched.
/// </summary>
internal static class CliXmlReader
{
    private const int MaxCharacters = 64 * 1024 * 1024;
    private const int MaxDepth = 200;

    /// <summary>The objects of a document, outer before inner.</summary>
    /// <exception cref="FormatException">It is no XML, or nested too deep.</exception>
    public static IReadOnlyList<CmdletObject> Read(string text, string source)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters });
            GuardDepth(text);
            var document = XDocument.Load(reader);
            var shown = document.Descendants().Where(element => element.Name.LocalName == "Obj").Take(CmdletText.MaxObjects).ToList();
            return shown.Count == 0 ? XmlTexts.Read(document, source) : [.. shown.Select((element, number) => Object(element, source, number + 1)).Where(read => read.Count > 0)];
        }
        catch (XmlException broken)
        {
            throw new FormatException($"it is no CliXml: {OtherSideText.Show(broken.Message)}", broken);
        }
    }

    private static void GuardDepth(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters });
        while (reader.Read())
            if (reader.Depth > MaxDepth) throw new FormatException("it is nested too deep");
    }

    private static CmdletObject Object(XElement element, string source, int number)
    {
        var read = new CmdletObject(string.Create(CultureInfo.InvariantCulture, $"{source} object {number}"));
        foreach (var property in element.Elements().Where(child => child.Name.LocalName is "Props" or "MS").Elements())
            if ((string?)property.Attribute("N") is { Length: > 0 } name) read.Set(name, Value(property));
        return read;
    }

    private static string Value(XElement property) => property.Name.LocalName switch
    {
        "Nil" => "",
        "Obj" => property.Elements().FirstOrDefault(child => child.Name.LocalName == "ToString") is { } shown ? Unescape(shown.Value)
            : string.Join(", ", property.Elements().Where(child => child.Name.LocalName is "LST" or "IE" or "QUE").Elements().Select(Value)),
        _ => Unescape(property.Value),
    };

    /// <summary><c>_x000A_</c> stands for the character of that number.</summary>
    private static string Unescape(string text) => text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text) : text;
}

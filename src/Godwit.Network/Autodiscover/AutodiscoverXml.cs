using System.Xml;
using System.Xml.Linq;

namespace Godwit.Network.Autodiscover;

/// <summary>Reads XML of strangers: bounded, without document types; by local names, because published examples disagree about the namespaces.</summary>
internal static class AutodiscoverXml
{
    private const int MaxDepth = 32;

    /// <summary>The document; null when it is none, or too deep.</summary>
    public static XDocument? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return IsShallow(body) ? XDocument.Load(reader) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static bool IsShallow(ReadOnlyMemory<byte> body)
    {
        using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
            if (reader.Depth > MaxDepth) return false;
        return true;
    }

    /// <summary>The elements of a name below another.</summary>
    public static IEnumerable<XElement> Named(this XContainer container, string name) => container.Descendants().Where(element => element.Name.LocalName == name);

    /// <summary>The text of the first element of a name; null when there is none or it is empty.</summary>
    public static string? Text(this XContainer container, string name) => container.Named(name).Select(element => element.Value.Trim()).FirstOrDefault(text => text.Length > 0);
}

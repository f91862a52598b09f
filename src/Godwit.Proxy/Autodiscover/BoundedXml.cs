using System.Xml;
using System.Xml.Linq;

namespace Godwit.Proxy.Autodiscover;

/// <summary>XML from strangers: bounded, without document types and entities.</summary>
internal static class BoundedXml
{
    private const int MaxCharacters = 64 * 1024;
    private const int MaxDepth = 32;

    /// <summary>Reads a document; null when it is none, too long or too deep.</summary>
    public static async Task<XDocument?> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var bytes = new byte[MaxCharacters + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (length > MaxCharacters) return null;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters };
            if (IsTooDeep(bytes, length, settings)) return null;
            using var reader = XmlReader.Create(new MemoryStream(bytes, 0, length), settings);
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The texts of all elements of a name, whatever their namespace: published examples disagree about it.</summary>
    public static IEnumerable<string> Texts(this XDocument document, string name) =>
        document.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value.Trim());

    private static bool IsTooDeep(byte[] bytes, int length, XmlReaderSettings settings)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes, 0, length), settings);
        while (reader.Read())
            if (reader.Depth > MaxDepth) return true;
        return false;
    }
}

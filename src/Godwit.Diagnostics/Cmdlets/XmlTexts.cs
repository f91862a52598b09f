using System.Xml.Linq;

namespace Godwit.Diagnostics.Cmdlets;

/// <summary>
/// Reads results that an analyzer saved as XML. Their form is published nowhere and changes, their sentences do not: each text in which a known error stands becomes an object, with the name of the step
/// around it. What stands in a step that passed is no error: a 401 before a logon is told there too.
/// </summary>
internal static class XmlTexts
{
    private const int MaxName = 200;
    private static readonly string[] StepNames = ["Name", "Title", "TestName", "TestDescription", "Description", "StepName"];
    private static readonly string[] OutcomeNames = ["Status", "Result", "Outcome", "TestResult", "Success", "Passed", "State"];
    private static readonly string[] Good = ["Passed", "Pass", "Success", "Succeeded", "Successful", "True"];

    /// <summary>The objects, in the order of the document.</summary>
    public static IReadOnlyList<CmdletObject> Read(XDocument document, string source)
    {
        var objects = new List<CmdletObject>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in document.Descendants())
        {
            if (objects.Count == CmdletText.MaxObjects) break;
            foreach (var text in TextsOf(element))
                if (RootCauseRules.Knows(text) && !HasPassed(element) && told.Add(text)) objects.Add(Object(element, text, source, objects.Count + 1));
        }
        return objects;
    }

    private static IEnumerable<string> TextsOf(XElement element)
    {
        if (!element.HasElements && element.Value.Trim() is { Length: > 0 } value) yield return value;
        foreach (var attribute in element.Attributes())
            if (attribute.Value.Trim() is { Length: > 0 } text) yield return text;
    }

    private static CmdletObject Object(XElement element, string text, string source, int number)
    {
        var step = StepOf(element);
        var read = new CmdletObject(string.Create(CultureInfo.InvariantCulture, $"{source} step {number}{(step is null ? "" : $" ({step})")}"));
        read.Set("Message", text);
        return read;
    }

    private static bool HasPassed(XElement element) => Nearest(element, OutcomeNames) is { } outcome && Good.Contains(outcome.Trim(), StringComparer.OrdinalIgnoreCase);

    private static string? StepOf(XElement element) => Nearest(element, StepNames) is { } found ? OtherSideText.Show(found.Trim(), MaxName) : null;

    /// <summary>The nearest value around an element of an attribute or an element with one of these names.</summary>
    private static string? Nearest(XElement element, string[] names) => element.AncestorsAndSelf()
        .Select(around => names.Select(name => (string?)around.Attribute(name) ?? around.Elements().FirstOrDefault(child => child.Name.LocalName == name && !child.HasElements && child != element)?.Value).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)))
        .FirstOrDefault(name => name is not null);
}

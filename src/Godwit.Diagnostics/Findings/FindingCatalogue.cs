using System.Reflection;

namespace Godwit.Diagnostics.Findings;

/// <summary>Every kind of finding there is, found where it is declared: a static field of type <see cref="FindingKind"/> anywhere in this assembly.</summary>
public static class FindingCatalogue
{
    private static readonly Lazy<IReadOnlyList<FindingKind>> Found = new(Find);

    /// <summary>All kinds, by code.</summary>
    public static IReadOnlyList<FindingKind> All => Found.Value;

    /// <summary>The kind of a code, in any case; null when there is none.</summary>
    public static FindingKind? Of(string code) => All.FirstOrDefault(kind => kind.Code.Equals(code, StringComparison.OrdinalIgnoreCase));

    private static List<FindingKind> Find() =>
    [
        .. from type in typeof(FindingCatalogue).Assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           where field.FieldType == typeof(FindingKind)
           let kind = (FindingKind)field.GetValue(null)!
           orderby kind.Code
           select kind,
    ];
}

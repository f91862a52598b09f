namespace Godwit.Diagnostics.Cmdlets;

/// <summary>The EWS virtual directories of all servers, beside each other.</summary>
internal sealed class VirtualDirectories
{
    private static readonly string[] Compared = ["MRSProxyEnabled", "ExternalUrl", "WindowsAuthentication", "ExtendedProtectionTokenChecking", "ExternalAuthenticationMethods"];
    private readonly List<CmdletObject> _directories;

    private VirtualDirectories(List<CmdletObject> directories) => _directories = directories;

    /// <summary>How many.</summary>
    public int Count => _directories.Count;

    /// <summary>Those among the objects; the same directory printed twice counts once, as printed last.</summary>
    public static VirtualDirectories Of(IEnumerable<CmdletObject> objects) =>
        new([.. objects.Where(read => read.Has("MRSProxyEnabled")).GroupBy(NameOf, StringComparer.OrdinalIgnoreCase).Select(same => same.Last())]);

    /// <summary>What is wrong with them.</summary>
    public IEnumerable<Finding> Findings()
    {
        foreach (var directory in _directories)
        {
            if (directory.Flag("MRSProxyEnabled") == false) yield return Find(DirectoryFindings.MrsProxyOff, Confidence.Certain, directory, "MRSProxyEnabled");
            if (directory.Has("ExternalUrl") && string.IsNullOrWhiteSpace(directory.Of("ExternalUrl"))) yield return Find(DirectoryFindings.ExternalUrlEmpty, Confidence.Certain, directory, "ExternalUrl");
            if (IsWindowsOff(directory) is { } property) yield return Find(DirectoryFindings.WindowsAuthenticationOff, Confidence.Certain, directory, property);
            if (Is(directory, "ExtendedProtectionTokenChecking", "Require")) yield return Find(DirectoryFindings.ExtendedProtectionRequired, Confidence.Possible, directory, "ExtendedProtectionTokenChecking");
        }
        foreach (var property in Compared)
            if (Differing(property) is { Count: > 1 } values) yield return new Finding(DirectoryFindings.DirectoriesDiffer, Confidence.Certain, values) { Subject = property };
    }

    /// <summary>The table.</summary>
    public ReportSection Section() => new("Virtual directories", ["server", "mrsProxyEnabled", "externalUrl", "windowsAuthentication", "extendedProtection", "externalMethods"],
        [.. _directories.Select(directory => (IReadOnlyList<string>)[NameOf(directory), .. Compared.Select(property => Shown(directory, property))])]);

    private static string Shown(CmdletObject directory, string property) => property switch
    {
        _ when !directory.Has(property) => "(not printed)",
        "MRSProxyEnabled" => "MRSProxy " + directory.Of(property),
        "ExtendedProtectionTokenChecking" => "EPA " + directory.Of(property),
        "WindowsAuthentication" => "Windows " + directory.Of(property),
        _ => directory.Of(property) is { Length: > 0 } value ? value : "(empty)",
    };

    private static string NameOf(CmdletObject directory) => directory.FirstOf("Server", "Identity", "PSComputerName") ?? directory.Source;

    private static string? IsWindowsOff(CmdletObject directory)
    {
        if (directory.Flag("WindowsAuthentication") == false) return "WindowsAuthentication";
        var methods = directory.Of("ExternalAuthenticationMethods");
        if (string.IsNullOrWhiteSpace(methods?.Trim('{', '}')) || directory.Has("WindowsAuthentication")) return null;
        return methods.Contains("Ntlm", StringComparison.OrdinalIgnoreCase) || methods.Contains("Windows", StringComparison.OrdinalIgnoreCase) ? null : "ExternalAuthenticationMethods";
    }

    private static bool Is(CmdletObject directory, string property, string value) => value.Equals(directory.Of(property), StringComparison.OrdinalIgnoreCase);

    private static Finding Find(FindingKind kind, Confidence confidence, CmdletObject directory, string property) =>
        new(kind, confidence, new Evidence(directory.Source, $"{property} : {directory.Of(property)}")) { Subject = NameOf(directory) };

    /// <summary>One line for each value of a setting, with the servers that have it.</summary>
    private List<Evidence> Differing(string property) =>
    [
        .. _directories.Where(directory => directory.Has(property)).GroupBy(directory => directory.Of(property)!, StringComparer.OrdinalIgnoreCase)
            .Select(same => new Evidence(string.Join(", ", same.Select(NameOf)), $"{property} : {same.Key}")),
    ];
}

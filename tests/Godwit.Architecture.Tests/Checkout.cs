namespace Godwit.Architecture.Tests;

/// <summary>The files of the checkout that this program was built from, without what builds leave behind.</summary>
internal static class Checkout
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal) { ".git", ".vs", ".idea", "bin", "obj", "artifacts", "node_modules", "__pycache__", "samples" };

    public static string Root { get; } = Find();

    /// <summary>Every file below a folder of the checkout, as paths from the root.</summary>
    public static IEnumerable<string> Files(string folder = "") =>
        Walk(new DirectoryInfo(Path.Combine(Root, folder))).Select(file => Path.GetRelativePath(Root, file.FullName)).Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        if (!folder.Exists || folder.LinkTarget is not null) return [];
        var below = folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)).SelectMany(Walk);
        return folder.EnumerateFiles().Where(file => file.LinkTarget is null && !NotOurs.Contains(file.Name)).Concat(below);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Godwit.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run from inside a checkout: no Godwit.slnx above " + AppContext.BaseDirectory);
    }
}

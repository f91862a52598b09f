namespace Godwit.Administration.Tests;

/// <summary>The files of the checkout that this program was built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Godwit.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run from inside a checkout: no Godwit.slnx above " + AppContext.BaseDirectory);
    }
}

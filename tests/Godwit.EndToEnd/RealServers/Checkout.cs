namespace Godwit.EndToEnd.RealServers;

/// <summary>Where things are in the checkout that this program was built from.</summary>
public static class Checkout
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The scripts that start servers and the tools that look into them.</summary>
    public static string ServerScripts => Path.Combine(Root, "tests", "Godwit.EndToEnd", "servers");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Godwit.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run from inside a checkout: no Godwit.slnx above " + AppContext.BaseDirectory);
    }
}

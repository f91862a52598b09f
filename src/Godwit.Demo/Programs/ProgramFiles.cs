namespace Godwit.Demo.Programs;

/// <summary>The programs of the installation, which lie beside this one.</summary>
internal static class ProgramFiles
{
    /// <summary>The command that everybody types.</summary>
    public static string Godwit => Path.Combine(AppContext.BaseDirectory, "godwit");
}

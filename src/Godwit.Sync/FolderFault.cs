namespace Godwit.Sync;

/// <summary>A fault that ends no more than the work on one folder.</summary>
internal static class FolderFault
{
    /// <summary>The fault with the folder's name in its sentence.</summary>
    public static Fault Naming(Fault fault, string folder)
    {
        var name = OtherSideText.Show(folder);
        return fault.Told.Contains(name, StringComparison.Ordinal) ? fault : fault with { Told = $"{name}: {fault.Told}" };
    }
}

namespace Godwit.Store;

/// <summary>Two numbers in one key: a folder's rows lie side by side, ordered by the second number.</summary>
internal static class RowKey
{
    /// <summary>The key of a uid or a segment in a folder.</summary>
    public static long Of(int folder, uint number) => (long)folder << 32 | number;

    /// <summary>The folder in a key.</summary>
    public static int Folder(long key) => (int)(key >> 32);

    /// <summary>The uid or segment in a key.</summary>
    public static uint Number(long key) => (uint)key;

    /// <summary>The first key that a folder can have.</summary>
    public static long First(int folder) => Of(folder, 0);

    /// <summary>The last key that a folder can have.</summary>
    public static long Last(int folder) => Of(folder, uint.MaxValue);
}

using System.Globalization;

namespace Godwit.Terminals;

/// <summary>What a program prints and reads is the same on every machine.</summary>
public static class ProcessCulture
{
    /// <summary>No thread of this process uses a country's way to write numbers and dates from now on.</summary>
    public static void MakeInvariant()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }
}

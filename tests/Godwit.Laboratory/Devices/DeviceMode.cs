namespace Godwit.Laboratory.Devices;

/// <summary>A way in which a real device is set up wrong; or right, where nothing is expected.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Expected">The right finding; null for a healthy one.</param>
/// <param name="Make">Does it.</param>
internal sealed record DeviceMode(string Name, FindingKind? Expected, Func<DeviceWorld, Task> Make)
{
    /// <summary>How many servers stand behind.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>In how many worlds it is tried.</summary>
    public int Seeds { get; init; } = 3;
}

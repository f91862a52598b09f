namespace Godwit.Proxy.Protocol;

/// <summary>What a lane is opened for.</summary>
public enum LaneAccess
{
    /// <summary>To read; nothing in the store changes.</summary>
    Read,
    /// <summary>To read and write.</summary>
    Write,
}

namespace Godwit.Network;

/// <summary>How we name ourselves to others, so that an administrator finds our lines in the logs.</summary>
public static class ClientNames
{
    /// <summary>The value of <c>User-Agent</c>.</summary>
    public const string UserAgent = "Godwit-examine/1";
}

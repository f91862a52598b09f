namespace Godwit.Sync;

/// <summary>What happens on the target when a message is gone from the source.</summary>
public enum DeletionPolicy
{
    /// <summary>It is removed there too, when we put it there and nobody touched it since.</summary>
    Mirror,
    /// <summary>It stays.</summary>
    Keep,
}

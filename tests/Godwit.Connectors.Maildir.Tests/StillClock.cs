namespace Godwit.Connectors.Maildir.Tests;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class StillClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

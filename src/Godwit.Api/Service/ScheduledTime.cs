namespace Godwit.Api;

/// <summary>A time somebody chose, with the zone it was meant in. Nothing is ever shown without one.</summary>
/// <param name="Utc">The instant.</param>
/// <param name="Local">The same instant on a clock of that zone, with its offset.</param>
/// <param name="TimeZone">The zone's IANA name, or the offset that was written.</param>
public sealed record ScheduledTime(DateTimeOffset Utc, DateTimeOffset Local, string TimeZone);

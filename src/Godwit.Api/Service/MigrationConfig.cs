namespace Godwit.Api;

/// <summary>What Get-MigrationConfig tells.</summary>
/// <param name="Identity">Empty: there is one.</param>
/// <param name="MaxNumberOfBatches">The most batches.</param>
/// <param name="MaxConcurrentMigrations">The most syncs at once over all endpoints.</param>
/// <param name="Features">What this service can.</param>
/// <param name="CanSubmitNewBatch">False when there are as many batches as may be.</param>
/// <param name="SupportsCutover">Always false.</param>
/// <param name="ETag">The version for <c>If-Match</c>.</param>
public sealed record MigrationConfig(string Identity, int MaxNumberOfBatches, int MaxConcurrentMigrations, IReadOnlyList<string> Features, bool CanSubmitNewBatch, bool SupportsCutover, string ETag);

/// <summary>What Set-MigrationConfig says; null leaves as it is.</summary>
/// <param name="MaxNumberOfBatches">1 to 100,000; 100 when never set.</param>
/// <param name="MaxConcurrentMigrations">1 to 1000; 300 when never set.</param>
public sealed record MigrationConfigChanges(int? MaxNumberOfBatches = null, int? MaxConcurrentMigrations = null);

/// <summary>One limit, where it comes from, and how much of it is used.</summary>
/// <param name="Name">MaxConcurrentMigrations, MaxConcurrentIncrementalSyncs, MaxNumberOfBatches or Workers.</param>
/// <param name="Scope">Organisation, an endpoint or a node, by name.</param>
/// <param name="Value">The most.</param>
/// <param name="InUse">How much of it is used now.</param>
/// <param name="Waiting">How many wait because of it.</param>
/// <param name="Binds">True when it is what others wait for now.</param>
/// <param name="Origin">default, set, or the key of the configuration.</param>
public sealed record EffectiveLimit(string Name, string Scope, int Value, int InUse, int Waiting, bool Binds, string Origin);

/// <summary>What Get-MigrationStatistics tells: all users of all batches. The counts but the last add up to the total.</summary>
/// <param name="TotalCount">All users.</param>
/// <param name="ActiveCount">Being worked on now.</param>
/// <param name="ValidatingCount">Being checked.</param>
/// <param name="PendingCount">Waiting for their first slot.</param>
/// <param name="SyncedCount">In step.</param>
/// <param name="FinalizedCount">Completed.</param>
/// <param name="StoppedCount">Stopped.</param>
/// <param name="FailedCount">Failed.</param>
/// <param name="RemovingCount">Being removed.</param>
/// <param name="ItemsTransferred">Messages copied.</param>
/// <param name="BytesTransferred">Bytes copied.</param>
/// <param name="BytesTransferredPerMinute">Bytes a minute now, over all running syncs.</param>
public sealed record MigrationStatistics(
    int TotalCount, int ActiveCount, int ValidatingCount, int PendingCount, int SyncedCount, int FinalizedCount, int StoppedCount, int FailedCount, int RemovingCount,
    long ItemsTransferred, long BytesTransferred, double BytesTransferredPerMinute);

/// <summary>A store that moves can write to or read from without an endpoint.</summary>
/// <param name="Name">Its name: a <c>TargetDatabase</c>.</param>
/// <param name="Kind">maildir, imap or proxy.</param>
/// <param name="Location">Where it is; never a secret.</param>
/// <param name="Region">Its region, where the configuration says one.</param>
public sealed record TargetStore(string Name, string Kind, string Location, string? Region);

/// <summary>One row of Test-MRSHealth.</summary>
/// <param name="Identity">The node.</param>
/// <param name="Check">ServiceCheck, QueueScanCheck, StoreCheck, DiskSpaceCheck, ClockCheck, CertificateCheck, KeyCheck, or MRSProxyPingCheck of each endpoint.</param>
/// <param name="Passed">True when it is as it should be.</param>
/// <param name="Message">What was seen.</param>
/// <param name="Code">The fault's code; null when it passed.</param>
public sealed record HealthCheck(string Identity, string Check, bool Passed, string Message, string? Code);

/// <summary>Something that happened. The event's name in the stream is <paramref name="Kind"/>, its id <paramref name="Id"/>.</summary>
/// <param name="Id">Ascending; goes on after a restart.</param>
/// <param name="At">When.</param>
/// <param name="Kind"><c>user</c>, <c>batch</c>, <c>endpoint</c> or <c>progress</c>; <c>lost</c> when events were missed and lists have to be read again.</param>
/// <param name="Identity">Who: a name or an address.</param>
/// <param name="Guid">The same by GUID; null for <c>lost</c>.</param>
/// <param name="Batch">The batch, where there is one.</param>
/// <param name="Status">The new status as its enum has it; null where none is meant.</param>
/// <param name="PercentageComplete">0 to 100; null where none is meant.</param>
/// <param name="ItemsTransferred">Messages copied; null where none are meant.</param>
/// <param name="BytesTransferred">Bytes copied; null where none are meant.</param>
public sealed record ServiceEvent(long Id, DateTimeOffset At, string Kind, string Identity, Guid? Guid, string? Batch, string? Status, int? PercentageComplete, long? ItemsTransferred, long? BytesTransferred);

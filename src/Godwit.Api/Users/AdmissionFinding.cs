namespace Godwit.Api;

/// <summary>Something that the check before the copy found: what will not come over as it is, or not at all.</summary>
/// <param name="Kind">LargeItem, EmptyItem, Keyword, ReceivedDate, FolderName, FolderUnreadable or NotCarried.</param>
/// <param name="Count">How many messages, or folders, it is about; null where that cannot be counted.</param>
/// <param name="Detail">One sentence.</param>
public sealed record AdmissionFinding(string Kind, long? Count, string Detail);

namespace Godwit.Testing.Imap;

internal enum FolderChangeKind { Added, Removed, Flagged }

/// <summary>One step in a folder's history; sessions that have it selected read on from where they were. Origin is the session that did it and told its client itself.</summary>
internal readonly record struct FolderChange(FolderChangeKind Kind, TestMessage Message, object? Origin);

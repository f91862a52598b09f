namespace Godwit.Mail;

/// <summary>A message's number inside one folder, with the folder generation that makes it meaningful.</summary>
public readonly record struct MessageUid(FolderGeneration Generation, uint Number);

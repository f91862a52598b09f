namespace Godwit.Demo.Mail;

/// <summary>A message as it lies in a Maildir.</summary>
/// <param name="Bytes">The file, lines ended by LF as deliveries leave them.</param>
/// <param name="Letters">Its flags as letters of a file name, in their order.</param>
/// <param name="Received">When it arrived: the file's time.</param>
internal sealed record GeneratedMessage(byte[] Bytes, string Letters, DateTimeOffset Received);

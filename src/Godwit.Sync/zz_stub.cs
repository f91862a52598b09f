#pragma warning disable
namespace Godwit.Mail;
internal static class DateFallback { public static ReceivedDate? Of(byte[] h, DateTimeOffset now) => null; }
internal record struct MessageFingerprint(ulong A);
internal sealed class FingerprintHasher : IDisposable { public void Append(ReadOnlySpan<byte> b) {} public MessageFingerprint Finish() => default; public void Dispose() {} }

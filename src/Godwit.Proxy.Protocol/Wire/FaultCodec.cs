using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// A fault on the wire: code, title, reach, remedy, side, outcome, the time to wait, the sentence. A code that this version knows keeps its own title; a newer one is taken as it was told, so that an older client reports it
/// rightly.
/// </summary>
internal static class FaultCodec
{
    private const int MaxTitleBytes = 300, MaxWaitSeconds = 7 * 86_400;

    private static readonly Dictionary<string, FaultKind> Known = KindsOf(typeof(ConnectorFaults)).Concat(KindsOf(typeof(ProxyFaults))).ToDictionary(kind => kind.Code, StringComparer.Ordinal);

    public static void Write(WireWriter writer, Fault fault)
    {
        writer.Text(fault.Code);
        writer.Text(fault.Kind.Title);
        writer.Byte((byte)fault.Reach);
        writer.Byte((byte)fault.Remedy);
        writer.Byte((byte)fault.Side);
        writer.Byte((byte)fault.Outcome);
        writer.Optional(fault.RetryAfter is { } wait ? (ulong)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 0, MaxWaitSeconds) : null);
        writer.Text(fault.Told.Length > WireLimits.MaxToldCharacters ? Cut(fault.Told) : fault.Told);
    }

    public static Fault Read(ref WireReader reader)
    {
        var code = reader.Text(16);
        var title = reader.Text(MaxTitleBytes);
        var reach = (Reach)Among(reader.Byte(), (byte)Reach.Service);
        var remedy = (Remedy)Among(reader.Byte(), (byte)Remedy.GiveUp);
        var side = (Side)Among(reader.Byte(), (byte)Side.Service);
        var outcome = (FaultOutcome)Among(reader.Byte(), (byte)FaultOutcome.Unknown);
        var wait = reader.Optional(MaxWaitSeconds);
        var told = OtherSideText.Show(reader.Text(4 * WireLimits.MaxToldCharacters), WireLimits.MaxToldCharacters);
        return new Fault(KindOf(code, title, reach, remedy), side, told, outcome, wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null) { Reach = reach, Remedy = remedy };
    }

    private static IEnumerable<FaultKind> KindsOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (FaultKind)field.GetValue(null)!);

    private static FaultKind KindOf(string code, string title, Reach reach, Remedy remedy)
    {
        if (Known.TryGetValue(code, out var kind)) return kind;
        if (code.Length != 6 || !code.StartsWith("GW", StringComparison.Ordinal) || !code.AsSpan(2).ContainsOnlyDigits()) throw new WireException("A fault's code is none.");
        return new FaultKind(code, OtherSideText.Show(title), reach, remedy);
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static byte Among(byte value, byte last) => value <= last ? value : throw new WireException("A fault has a value that this version does not know.");

    // Never between the halves of a surrogate pair.
    private static string Cut(string told) => told[..(WireLimits.MaxToldCharacters - (char.IsHighSurrogate(told[WireLimits.MaxToldCharacters - 1]) ? 1 : 0))];
}

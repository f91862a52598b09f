using System.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>What firewalls call what they did.</summary>
internal static class FirewallActions
{
    private static readonly string[] Refusals = ["drop", "deny", "denied", "reject", "block", "discard", "refuse"];
    private static readonly string[] Passes = ["accept", "allow", "permit", "pass", "built"];

    /// <summary>The action that a word, or a rule's name, speaks of.</summary>
    public static FirewallAction Of(ReadOnlySpan<byte> words)
    {
        if (words.Length is 0 or > 256) return FirewallAction.Unknown;
        var text = Encoding.Latin1.GetString(words);
        if (Refusals.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))) return FirewallAction.Refused;
        return Passes.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) ? FirewallAction.Accepted : FirewallAction.Unknown;
    }
}

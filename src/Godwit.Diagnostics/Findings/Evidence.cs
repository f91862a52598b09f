namespace Godwit.Diagnostics.Findings;

/// <summary>One line that shows what was seen. Its text is safe to print: whatever came from the other side is escaped and bounded when the line is made.</summary>
public sealed record Evidence
{
    /// <summary>The most characters of a line that are kept.</summary>
    public const int MaxLength = 1000;

    /// <summary>Takes a line.</summary>
    /// <param name="source">Where it was seen: a check's name, an address, <c>u_ex261120.log:17</c>.</param>
    /// <param name="text">What was seen.</param>
    public Evidence(string source, string text)
    {
        Source = OtherSideText.Show(source);
        Text = OtherSideText.Show(text, MaxLength);
    }

    /// <summary>Where it was seen.</summary>
    public string Source { get; }

    /// <summary>What was seen.</summary>
    public string Text { get; }

    /// <summary>Source and text, as printed.</summary>
    public override string ToString() => Source.Length == 0 ? Text : $"{Source}: {Text}";
}

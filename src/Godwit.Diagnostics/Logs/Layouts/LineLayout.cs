namespace Godwit.Diagnostics.Logs;

/// <summary>One way to write a log. Reads line after line of one file; what it learns from directives holds for the lines that follow.</summary>
/// <param name="context">What the layouts of one file share.</param>
internal abstract class LineLayout(LayoutContext context)
{
    /// <summary>What the layouts of one file share.</summary>
    protected LayoutContext Context { get; } = context;

    /// <summary>Its name, as shown.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a line into the entry, which is empty. Never throws, whatever the line holds.</summary>
    public abstract LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry);

    /// <summary>The text of a field, kept once.</summary>
    protected string Text(ReadOnlySpan<byte> field) => Context.Texts.Of(field);
}

/// <summary>What the layouts of one file share.</summary>
/// <param name="Texts">Keeps strings.</param>
/// <param name="Changed">When the file was written last: the year of lines that name none.</param>
/// <param name="LocalOffset">How far ahead of UTC the clocks are of those whose lines name no zone: balancers and firewalls. IIS, HTTP.sys and Exchange write UTC.</param>
/// <param name="Columns">The columns of tables that are not known by themselves.</param>
internal sealed record LayoutContext(TextPool Texts, DateTimeOffset Changed, TimeSpan LocalOffset, ColumnMap Columns)
{
    /// <summary>When the line was written that was read last; what the file's directives and lines say about days is kept here.</summary>
    public long LastTicks { get; set; }
}

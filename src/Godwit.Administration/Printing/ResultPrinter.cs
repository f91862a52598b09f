namespace Godwit.Administration.Printing;

/// <summary>Prints what came back as the command line asked for it.</summary>
internal static class ResultPrinter
{
    /// <summary>Prints objects by <c>-Format</c> and <c>-Property</c>; without them one object as a list, several as a table of the command's columns.</summary>
    /// <exception cref="FaultException"><c>-Property</c> names what none of them has.</exception>
    public static void Write(TextWriter output, GivenCommand given, IReadOnlyList<ShownObject> objects, bool isOne)
    {
        var format = given.Text("Format") is { } word ? Enum.Parse<ObjectFormat>(word) : isOne || objects.Count == 1 ? ObjectFormat.List : ObjectFormat.Table;
        ObjectPrinter.Write(output, format, [.. objects.Select(shown => Choose(given, shown, format))], isOne);
    }

    private static ShownObject Choose(GivenCommand given, ShownObject shown, ObjectFormat format)
    {
        if (given.List("Property") is { Count: > 0 } names)
        {
            if (names.FirstOrDefault(name => name != "*" && !shown.Has(name)) is { } unknown)
                throw CommandFaults.Refuse(CommandFaults.BadValue, $"-Property: there is no {OtherSideText.Show(unknown, 60)}; there are {string.Join(", ", shown.Fields.Select(field => field.Name))}.");
            return shown.Select([.. names.Select(name => shown.Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)).Name ?? name)]);
        }
        return format == ObjectFormat.Table && given.Command.Columns.Count > 0 ? shown.Select(given.Command.Columns) : shown;
    }
}

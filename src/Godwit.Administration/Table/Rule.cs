namespace Godwit.Administration.Table;

/// <summary>How parameters of a command depend on each other.</summary>
internal enum RuleKind
{
    /// <summary>One of them, no more.</summary>
    ExactlyOne,
    /// <summary>One of them or none.</summary>
    AtMostOne,
    /// <summary>One of them or more.</summary>
    AtLeastOne,
    /// <summary>The first one only together with one of the others.</summary>
    Needs,
}

/// <summary>A rule and the parameters it is about.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Names">The parameters' names; of <see cref="RuleKind.Needs"/> the first is the one that needs.</param>
internal sealed record Rule(RuleKind Kind, params IReadOnlyList<string> Names)
{
    /// <summary>What is wrong with what was given, or null.</summary>
    public string? Broken(Func<string, bool> isGiven)
    {
        var given = Names.Count(isGiven);
        return Kind switch
        {
            RuleKind.ExactlyOne when given == 0 => $"one of {List(Names)} is missing",
            RuleKind.ExactlyOne or RuleKind.AtMostOne when given > 1 => $"{List([.. Names.Where(isGiven)])} exclude each other",
            RuleKind.AtLeastOne when given == 0 => $"there is nothing to do: give at least one of {List(Names)}",
            RuleKind.Needs when isGiven(Names[0]) && given == 1 => $"-{Names[0]} needs {List([.. Names.Skip(1)], " or ")}",
            _ => null,
        };
    }

    private static string List(IReadOnlyList<string> names, string last = " and ") =>
        names.Count == 1 ? "-" + names[0] : string.Join(", ", names.SkipLast(1).Select(name => "-" + name)) + last + "-" + names[^1];
}

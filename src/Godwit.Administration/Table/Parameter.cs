namespace Godwit.Administration.Table;

/// <summary>One parameter of a command: a row of the table that parser, help, manual and completion read alike.</summary>
/// <param name="Name">As the cmdlet spells it, without the dash: <c>RemoteServer</c>.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Meaning">One or two sentences for an administrator.</param>
internal sealed record Parameter(string Name, ValueKind Kind, string Meaning)
{
    /// <summary>The command cannot be done without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>It may stand without its name, in this place among such words; null: never.</summary>
    public int? Position { get; init; }

    /// <summary>What is taken when it is not given, in words; null where there is nothing to say.</summary>
    public string? Default { get; init; }

    /// <summary>The words that a <see cref="ValueKind.Choice"/> takes.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Other names under which the field knows it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Belongs to the command line rather than to the thing that is asked for; not sent.</summary>
    public bool IsLocal { get; init; }

    /// <summary>What the service calls it in a body or a query, dots between nested names; the name as JSON spells it unless set.</summary>
    public string Field { get; init; } = Spelling.Camel(Name);

    /// <summary>What a switch says in its field; null: true.</summary>
    public string? Says { get; init; }

    /// <summary>Where it is sent when that is a request of its own, after the command's; null: with the command.</summary>
    public string? Route { get; init; }

    /// <summary>It only brings that request about and stands in no body.</summary>
    public bool IsOrder { get; init; }

    /// <summary>It stands in the query of every request, also where others are in a body.</summary>
    public bool IsInQuery { get; init; }

    /// <summary>The same below another field.</summary>
    public Parameter Inside(string field) => this with { Field = $"{field}.{Field}" };

    /// <summary>Its long spelling: <c>--remote-server</c>.</summary>
    public string Option { get; init; } = "--" + Spelling.Kebab(Name);

    /// <summary>What it means, with the words it takes where they are too many for a usage line.</summary>
    public string Told => HasManyWords ? $"{Meaning} One of {string.Join(", ", Words)}." : Meaning;

    private bool HasManyWords => Words.Count > 8;

    /// <summary>True when a word must follow it.</summary>
    public bool TakesValue => Kind != ValueKind.Switch;

    /// <summary>What stands for its value in usage lines; empty for a switch.</summary>
    public string Placeholder => Kind switch
    {
        ValueKind.Switch => "",
        ValueKind.Flag => "true|false",
        ValueKind.Number or ValueKind.NumberOrUnlimited => "N",
        ValueKind.Duration => "TIME",
        ValueKind.Moment => "WHEN",
        ValueKind.List => "A,B",
        ValueKind.Choice => HasManyWords ? "WORD" : string.Join('|', Words),
        ValueKind.File or ValueKind.NewFile or ValueKind.Secret => "FILE",
        ValueKind.Credential => "USER",
        ValueKind.Address => "URL",
        _ => "TEXT",
    };
}

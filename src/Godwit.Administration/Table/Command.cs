namespace Godwit.Administration.Table;

/// <summary>One command in both spellings: a row of the table.</summary>
/// <param name="Cmdlet">As the field's own command line spells it: <c>New-MigrationEndpoint</c>.</param>
/// <param name="Noun">The first word of the other spelling: <c>endpoint</c>.</param>
/// <param name="Verb">The second: <c>new</c>.</param>
/// <param name="Meaning">What it does, a sentence or two.</param>
internal sealed record Command(string Cmdlet, string Noun, string Verb, string Meaning)
{
    /// <summary>Its own parameters.</summary>
    public IReadOnlyList<Parameter> Own { get; init; } = [];

    /// <summary>How they depend on each other.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>True when something is different afterwards; then it knows <c>-WhatIf</c> and <c>-Confirm</c>.</summary>
    public bool Changes { get; init; }

    /// <summary>Who answers it.</summary>
    public Answerer Answerer { get; init; } = Answerer.Service;

    /// <summary>The service's path for it; <c>{identity}</c> is <c>-Identity</c>.</summary>
    public string Route { get; init; } = "";

    /// <summary>The path when it was given no identity, which then lists; null: it always has one or needs none.</summary>
    public string? ListRoute { get; init; }

    /// <summary>True when the path itself gives a list.</summary>
    public bool Lists { get; init; }

    /// <summary>What is done at the path.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>True when what it changes has a version: the change is made only where that is still the one that was read just before.</summary>
    public bool IsVersioned { get; init; }

    /// <summary>What the service reads of it; null: nothing. Tests hold the parameters against it.</summary>
    public Type? Body { get; init; }

    /// <summary>The field that tells whether what was tested is good; null: nothing is tested.</summary>
    public string? Verdict { get; init; }

    /// <summary>True when text comes back in place of objects.</summary>
    public bool IsText { get; init; }

    /// <summary>What a table of several objects shows unless <c>-Property</c> says otherwise.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Command lines that show how it is used, in either spelling, without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Its own parameters, then those that every such command has.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. Own, .. CommonParameters.Of(this)];

    /// <summary>The other spelling: <c>endpoint new</c>.</summary>
    public string Words => $"{Noun} {Verb}";
}

/// <summary>Who answers a command.</summary>
internal enum Answerer
{
    /// <summary>The migration service, by its API.</summary>
    Service,
    /// <summary>The proxy on this machine, by its files.</summary>
    Proxy,
}

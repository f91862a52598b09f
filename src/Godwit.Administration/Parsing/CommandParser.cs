namespace Godwit.Administration.Parsing;

/// <summary>
/// Understands what follows a command's name, in both spellings and mixed: <c>-Name value</c>, <c>-Name:value</c>, <c>--name value</c>, <c>--name=value</c>, beginnings of cmdlet parameters that
/// fit only one, words in their places. Case does not matter. Tells everything that is wrong at once, and never repeats a word that is no parameter: it may be a password.
/// </summary>
internal sealed class CommandParser(Command command)
{
    private readonly Problems _problems = new();
    private readonly IReadOnlyList<Parameter> _parameters = command.Parameters;
    private readonly Dictionary<Parameter, List<string?>> _given = [];

    /// <summary>Reads the words behind the command's name.</summary>
    /// <exception cref="UsageException">They cannot be understood.</exception>
    public static GivenCommand Parse(Command command, IReadOnlyList<string> words) => new CommandParser(command).Parse(new Queue<string>(words));

    private GivenCommand Parse(Queue<string> words)
    {
        var places = new Queue<Parameter>(_parameters.Where(parameter => parameter.Position is not null).OrderBy(parameter => parameter.Position));
        while (words.TryDequeue(out var word))
        {
            if (IsName(word)) Take(word, words);
            else if (NextPlace(places) is { } place) Add(place, word);
            else _problems.Add(CommandFaults.NotUnderstood, $"There is a word too many; {See}.");
        }
        var values = Values();
        CheckRules(values);
        _problems.ThrowIfAny();
        return new GivenCommand(command, values);
    }

    private string See => $"see 'godwit {command.Words} --help'";

    // A place is free as long as its parameter was not given by name before.
    private Parameter? NextPlace(Queue<Parameter> places)
    {
        while (places.TryDequeue(out var place))
            if (!_given.ContainsKey(place)) return place;
        return null;
    }

    private void Take(string word, Queue<string> words)
    {
        var end = word.AsSpan().IndexOfAny(':', '=');
        var name = end < 0 ? word : word[..end];
        if (Find(name) is not { } parameter) return;
        if (end >= 0) Add(parameter, word[(end + 1)..]);
        else if (!parameter.TakesValue) Add(parameter, "true");
        else if (words.TryPeek(out var next) && !IsName(next)) TakeValue(parameter, words);
        else Add(parameter, null);
    }

    // A shell cuts "A, B" in two; the comma says that the list goes on.
    private void TakeValue(Parameter parameter, Queue<string> words)
    {
        do Add(parameter, words.Dequeue());
        while (parameter.Kind == ValueKind.List && _given[parameter][^1]!.EndsWith(',') && words.TryPeek(out var next) && !IsName(next));
    }

    private void Add(Parameter parameter, string? value)
    {
        if (!_given.TryGetValue(parameter, out var values)) _given[parameter] = values = [];
        values.Add(value);
    }

    private Parameter? Find(string name)
    {
        if (IsSecret(name)) return Refuse($"{name} does not exist: every user of this machine could read it; use -CredentialFile, $GODWIT_CREDENTIALS_PASSWORD or the prompt.");
        var found = name.StartsWith("--", StringComparison.Ordinal) ? ByOption(name) : ByName(name[1..]);
        if (found.Count == 1) return found[0];
        return Refuse(found.Count > 1 ? $"{name} fits {string.Join(", ", found.Select(parameter => "-" + parameter.Name))}; write it out." : $"{OtherSideText.Show(name, 60)} is not known; {See}.");
    }

    private Parameter? Refuse(string told)
    {
        _problems.Add(CommandFaults.NotUnderstood, told);
        return null;
    }

    // Before beginnings are looked for: "-Password x" must not become the name of a file that is then told.
    private static bool IsSecret(string name) => name.TrimStart('-').ToUpperInvariant() is "PASSWORD" or "PASS" or "PWD" or "TOKEN";

    private List<Parameter> ByOption(string name) => [.. _parameters.Where(parameter => Same(parameter.Option, name) || parameter.Aliases.Any(alias => Same("--" + Spelling.Kebab(alias), name)) || Same("--" + Spelling.Kebab(parameter.Name), name))];

    private List<Parameter> ByName(string name)
    {
        var exact = _parameters.Where(parameter => Names(parameter).Any(known => Same(known, name))).ToList();
        if (exact.Count > 0) return exact;
        // As administrators shorten them: "-Cred" is what the cmdlet itself has, not what we added beside it.
        var begun = _parameters.Where(parameter => Names(parameter).Any(known => known.StartsWith(name, StringComparison.OrdinalIgnoreCase))).ToList();
        var own = begun.Where(parameter => !parameter.IsLocal).ToList();
        return own.Count == 1 ? own : begun;
    }

    private static IEnumerable<string> Names(Parameter parameter) => parameter.Aliases.Prepend(parameter.Name);

    private Dictionary<string, object> Values()
    {
        var values = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var (parameter, words) in _given)
            if (Value(parameter, words) is { } value && !(value is false && !parameter.TakesValue)) values[parameter.Name] = value;
        foreach (var parameter in _parameters.Where(parameter => parameter.IsRequired && !_given.ContainsKey(parameter)))
            _problems.Add(CommandFaults.NotUnderstood, $"-{parameter.Name} is missing: {parameter.Meaning}");
        return values;
    }

    private object? Value(Parameter parameter, List<string?> words)
    {
        var isList = parameter.Kind == ValueKind.List;
        if (words.Contains(null)) return Wrong(parameter, parameter.Kind == ValueKind.Flag ? "takes true or false; in a Unix shell write true, or '$true' in quotes" : "needs a value");
        if (words.Count > 1 && !isList) return Wrong(parameter, "is given more than once");
        var value = isList ? ValueReader.ReadList(words!, out var problem) : ValueReader.Read(parameter, words[0]!, out problem);
        return problem.Length > 0 ? Wrong(parameter, problem) : value;
    }

    private object? Wrong(Parameter parameter, string problem)
    {
        _problems.Add(CommandFaults.BadValue, $"-{parameter.Name} {problem}.");
        return null;
    }

    private void CheckRules(Dictionary<string, object> values)
    {
        bool IsGiven(string name) => _given.Keys.Any(parameter => parameter.Name == name && (parameter.TakesValue || values.ContainsKey(name)));
        foreach (var rule in command.Rules)
            if (rule.Broken(IsGiven) is { } told) _problems.Add(CommandFaults.NotUnderstood, $"{Spelling.Pascal(told)}; {See}.");
        foreach (var (name, _) in values.Where(pair => pair.Value is Moment { IsLocal: true } && !values.ContainsKey("TimeZone")))
            _problems.Add(CommandFaults.BadValue, $"-{name} does not say in which zone: add the offset (2026-11-27T22:00+01:00, or Z for UTC), or name the zone with -TimeZone.");
    }

    // "-5" and "-" are words, not names.
    private static bool IsName(string word) => word.Length > 1 && word[0] == '-' && (char.IsAsciiLetter(word[1]) || word.Length > 2 && word[1] == '-' && char.IsAsciiLetter(word[2]));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

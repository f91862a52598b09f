namespace Godwit.Cli;

/// <summary>Sees to it that every mailbox of a list has a password before the first is connected: nobody is asked in the middle of the night.</summary>
/// <param name="environment">Tells the value of an environment variable, or null.</param>
/// <param name="ask">Asks a person without showing what is typed; null when nobody is there.</param>
internal sealed class ListedPasswords(Func<string, string?> environment, Func<string, string?>? ask)
{
    /// <summary>The same moves; those without a password have the one that was typed, which is asked for once a side.</summary>
    /// <exception cref="UsageException">There are mailboxes without a password.</exception>
    public IReadOnlyList<ListedMove> Complete(IReadOnlyList<ListedMove> moves)
    {
        var problems = new Problems();
        var (from, to) = (Typed("from", moves, static move => move.From, problems), Typed("to", moves, static move => move.To, problems));
        problems.ThrowIfAny();
        return from is null && to is null ? moves
            : [.. moves.Select(move => move with { Options = move.Options with { From = With(from, move.Options.From), To = With(to, move.Options.To) } })];
    }

    private Secret? Typed(string side, IReadOnlyList<ListedMove> moves, Func<MoveOptions, ChosenStore> store, Problems problems)
    {
        if (moves.FirstOrDefault(move => Lacks(store(move.Options))) is not { } first) return null;
        if (ask?.Invoke($"Password of every mailbox that has none of its own (--{side}): ") is { Length: > 0 } typed) return new Secret(typed, isToken: false);
        problems.Add(UsageFaults.NoPassword, string.Create(CultureInfo.InvariantCulture,
            $"{moves.Count(move => Lacks(store(move.Options)))} mailboxes of the list have no password for --{side}, first that of line {first.Line}: add a column {side}_password or {side}_password_file, name a file with --{side}-password-file, or set GODWIT_{side.ToUpperInvariant()}_PASSWORD."));
        return null;
    }

    private ChosenStore With(Secret? typed, ChosenStore store) => typed is not null && Lacks(store) ? store with { Secret = store.Secret with { Given = typed } } : store;

    private bool Lacks(ChosenStore store) => store is { Address: not MaildirAddress, Secret: { Given: null, PasswordFile: null, TokenCommand: null } secret } && environment(secret.Variable) is null or "";
}

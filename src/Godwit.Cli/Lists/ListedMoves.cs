namespace Godwit.Cli;

/// <summary>A mailbox of a list and its move.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Options">The move.</param>
internal sealed record ListedMove(string Name, int Line, MoveOptions Options);

/// <summary>Makes a move of every mailbox of a list, or tells what is wrong with the list before anything is connected.</summary>
internal static class ListedMoves
{
    private const int MostProblemsTold = 20;

    /// <summary>The moves in the order of the list.</summary>
    /// <exception cref="UsageException">Something is wrong; the first twenty problems are told.</exception>
    public static IReadOnlyList<ListedMove> Of(MailboxList list, EachOptions options)
    {
        var problems = new Problems();
        options.From.Check(list, problems);
        options.To.Check(list, problems);
        options.State?.Check(list, problems);
        problems.ThrowIfAny();
        var moves = new List<ListedMove>();
        foreach (var row in list.Rows)
        {
            if (problems.Faults.Count == MostProblemsTold) break;
            if (Fill(row, options, problems) is { } move) moves.Add(new ListedMove(row.Name, row.Line, move));
        }
        RefuseTwins(moves, problems);
        problems.ThrowIfAny();
        return WithNamesOfTheirOwn(moves);
    }

    private static MoveOptions? Fill(MailboxRow row, EachOptions options, Problems problems)
    {
        try
        {
            return new MoveOptions(options.From.Fill(row), options.To.Fill(row), options.Link, options.Settings)
            {
                StatePath = options.State is null ? null : Path.GetFullPath(options.State.FillPath(row)),
                Json = options.Json,
            };
        }
        catch (FaultException refusal)
        {
            problems.Add(refusal.Fault);
            return null;
        }
    }

    /// <summary>Two moves of one pair would wait for each other's state; two pairs cannot share one.</summary>
    private static void RefuseTwins(List<ListedMove> moves, Problems problems)
    {
        var (pairs, states) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var (_, line, move) in moves)
        {
            if (problems.Faults.Count >= MostProblemsTold) return;
            if (!pairs.TryAdd($"{move.From.Address.Place}\n{move.To.Address.Place}", line)) Refuse(problems, pairs[$"{move.From.Address.Place}\n{move.To.Address.Place}"], line, "are the same pair of stores");
            else if (move.StatePath is { } state && !states.TryAdd(state, line)) Refuse(problems, states[state], line, "would share one state; put a {column} into --state");
        }
    }

    private static void Refuse(Problems problems, int first, int second, string why) =>
        problems.Add(UsageFaults.BadMailboxList, string.Create(CultureInfo.InvariantCulture, $"Lines {first} and {second} of the list {why}."));

    private static IReadOnlyList<ListedMove> WithNamesOfTheirOwn(List<ListedMove> moves) =>
        moves.DistinctBy(static move => move.Name).Count() == moves.Count ? moves
        : [.. moves.Select(static move => move with { Name = string.Create(CultureInfo.InvariantCulture, $"{move.Name} (line {move.Line})") })];
}

namespace Godwit.Cli;

/// <summary>Finds what somebody meant who mistyped a word.</summary>
internal static class Spelling
{
    /// <summary>The nearest of some names; null when none is near enough to be a guess worth telling.</summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        var near = names.Select(name => (Name: name, Distance: Distance(word.ToLowerInvariant(), name))).OrderBy(static guess => guess.Distance).ToList();
        if (near.Count > 0 && near[0].Distance <= Allowed(word)) return near[0].Name;
        // "--approve" for "--approve-deletions": the beginning of one name only.
        var longer = near.FindAll(guess => word.TrimStart('-').Length >= 3 && guess.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return longer is [var only] ? only.Name : null;
    }

    // One slip in a short word, two in a longer one.
    private static int Allowed(string word) => word.TrimStart('-').Length < 5 ? 1 : 2;

    /// <summary>How many letters are missing, too many, wrong, or have changed places with their neighbour (Damerau and Levenshtein, each place touched once).</summary>
    private static int Distance(string left, string right)
    {
        var costs = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) costs[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) costs[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var other = left[i - 1] == right[j - 1] ? 0 : 1;
                costs[i, j] = Math.Min(Math.Min(costs[i - 1, j] + 1, costs[i, j - 1] + 1), costs[i - 1, j - 1] + other);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
            }
        }
        return costs[left.Length, right.Length];
    }
}

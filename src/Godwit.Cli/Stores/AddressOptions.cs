namespace Godwit.Cli;

/// <summary>The options behind the <c>?</c> of an address: <c>name=value</c>, separated by <c>&amp;</c>, values percent-encoded.</summary>
internal static class AddressOptions
{
    /// <summary>Gives each option to <paramref name="take"/>, which says what is wrong with it as a clause, or null.</summary>
    /// <param name="option">The command line's option, for the sentence.</param>
    /// <param name="query">The text behind the <c>?</c>.</param>
    /// <param name="known">The names that there are.</param>
    /// <param name="take">Takes a name and its value.</param>
    public static void Read(string option, string query, string[] known, Func<string, string, string?> take)
    {
        var seen = new List<string>();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            if (!known.Contains(name)) throw StoreAddress.Refuse(option, $"has an unknown option{Show(name)}; known are {string.Join(", ", known)}");
            if (seen.Contains(name)) throw StoreAddress.Refuse(option, $"has the option '{name}' twice");
            seen.Add(name);
            var value = PercentText.Decode(equals < 0 ? "" : part[(equals + 1)..]);
            if (string.IsNullOrEmpty(value)) throw StoreAddress.Refuse(option, $"has the option '{name}' without a readable value");
            if (take(name, value) is { } wrong) throw StoreAddress.Refuse(option, wrong);
        }
    }

    // A name that looks like one is worth repeating; anything else may be part of a password.
    private static string Show(string name) => name.Length is > 0 and <= 20 && name.All(char.IsAsciiLetterLower) ? $" '{name}'" : "";
}

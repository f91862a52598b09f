namespace Godwit.EdgeCases;

/// <summary>Server products by the names that theories show.</summary>
internal static class Profiles
{
    public static ServerProfile Of(string name) => name switch
    {
        "Dovecot" => ServerProfile.Dovecot,
        "Cyrus" => ServerProfile.Cyrus,
        "Courier" => ServerProfile.Courier,
        "Exchange" => ServerProfile.ExchangeLike,
        "Ancient" => ServerProfile.Ancient,
        "Everything" => ServerProfile.Everything,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such profile."),
    };
}

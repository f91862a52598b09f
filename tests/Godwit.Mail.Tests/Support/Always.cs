namespace Godwit.Mail.Tests;

/// <summary>Checks that something holds for many generated values; a failure prints the smallest one found and the seed that replays it.</summary>
internal static class Always
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true);

    internal static void Holds<T>(Gen<T> values, Func<T, bool> claim) => Check.One(Config, Prop.ForAll(values.ToArbitrary(), claim));

    internal static void Holds<T>(Arbitrary<T> values, Func<T, bool> claim) => Check.One(Config, Prop.ForAll(values, claim));
}

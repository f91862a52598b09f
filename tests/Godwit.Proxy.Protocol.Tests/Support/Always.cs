using FsCheck;
using FsCheck.Fluent;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>Checks that something holds for many generated values; a failure prints the smallest one found and the seed that replays it.</summary>
internal static class Always
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true);

    internal static void Holds<T>(Gen<T> values, Func<T, bool> claim) => Check.One(Config, Prop.ForAll(values.ToArbitrary(), claim));
}

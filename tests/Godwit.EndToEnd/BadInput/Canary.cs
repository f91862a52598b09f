using System.Text;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.BadInput;

/// <summary>A password that nobody would write by chance. Wherever it turns up, plain or as a sign-in would encode it, it has leaked.</summary>
internal static class Canary
{
    /// <summary>The password.</summary>
    public const string Password = "canary-7Qx4-feather";

    /// <summary>It is in nothing that was printed, and in no file below these folders.</summary>
    public static void IsNowhere(GodwitOutcome outcome, params string[] folders)
    {
        foreach (var form in Forms())
        {
            Assert.DoesNotContain(form, outcome.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(form, outcome.Errors, StringComparison.Ordinal);
            foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
                Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) < 0, $"the password is in {file}");
        }
    }

    /// <summary>Itself; as LOGIN sends it; in the middle of what PLAIN sends, by its three alignments in base64.</summary>
    private static IEnumerable<string> Forms()
    {
        yield return Password;
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(Password)]);
            yield return encoded[4..^4];
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Godwit.Mail.Tests.Text;

public sealed class ComposedFormTests
{
    [Theory]
    [InlineData("Entwu\u0308rfe", "Entwürfe")]
    [InlineData("e\u0301le\u0301ments envoye\u0301s", "éléments envoyés")]
    [InlineData("a\u0323\u0302", "ậ")]
    [InlineData("a\u0302\u0323", "ậ")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글")]
    [InlineData("\u212B", "Å")]
    [InlineData("INBOX/2024", "INBOX/2024")]
    public void Names_that_look_alike_become_equal(string written, string composed) => Assert.Equal(composed, ComposedForm.Of(written));

    [Fact]
    public void Composing_again_changes_nothing()
    {
        foreach (var text in Samples()) Assert.Equal(ComposedForm.Of(text), ComposedForm.Of(ComposedForm.Of(text)));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Every_sample_is_composed_as_Python_composes_it()
    {
        var samples = Samples().ToList();
        using var python = Process.Start(new ProcessStartInfo("python3",
            ["-c", "import sys,unicodedata\nfor l in sys.stdin: print(' '.join('%x'%ord(c) for c in unicodedata.normalize('NFC',''.join(chr(int(h,16)) for h in l.split()))))"])
        { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var writer = Task.Run(() =>
        {
            foreach (var sample in samples) python.StandardInput.WriteLine(Points(sample));
            python.StandardInput.Close();
        }, TestContext.Current.CancellationToken);
        foreach (var sample in samples) Assert.Equal(await python.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), Points(ComposedForm.Of(sample)));
        await writer;
    }

    private static string Points(string text) => string.Join(' ', text.EnumerateRunes().Select(r => r.Value.ToString("x", CultureInfo.InvariantCulture)));

    /// <summary>Every character alone, after a letter and before two marks; and random runs of letters and marks.</summary>
    private static IEnumerable<string> Samples()
    {
        for (var point = 1; point < 0x30000; point++)
        {
            if (Rune.IsValid(point)) yield return $"{new Rune(point)}a{new Rune(point)}\u0323\u0301";
        }
        var random = new Random(5);
        var pool = "aeoucnASẠéüͅ\u0301\u0302\u0323\u0327\u0308\u0338\u1100\u1161\u11A8가각\u0915\u093C\u09C7\u09BE";
        for (var i = 0; i < 5_000; i++) yield return string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pool[random.Next(pool.Length)]));
    }
}

using Godwit.Administration.Calls;

namespace Godwit.Administration.Tests.Calls;

public sealed class FileTextTests
{
    [Fact]
    public void A_file_that_is_not_there_is_one_sentence_with_one_full_stop()
    {
        var told = Assert.Throws<FaultException>(() => FileText.Read(Path.Combine(Path.GetTempPath(), "no-such-godwit-file.csv"), 100)).Fault.Told;
        Assert.EndsWith("'.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("..", told, StringComparison.Ordinal);
    }
}

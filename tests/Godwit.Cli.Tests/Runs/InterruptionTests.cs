namespace Godwit.Cli.Tests.Runs;

public sealed class InterruptionTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly StringWriter _error = new();
    private readonly List<int> _ended = [];
    private readonly Interruption _interruption;

    public InterruptionTests() => _interruption = new Interruption(_error, _clock, _ended.Add);

    public void Dispose() => _interruption.Dispose();

    [Fact]
    public void The_first_signal_asks_and_says_so()
    {
        _interruption.Signal();

        Assert.True(_interruption.Stop.IsCancellationRequested);
        Assert.Empty(_ended);
        Assert.StartsWith("Stopping", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_one_ends_at_once()
    {
        _interruption.Signal();
        _interruption.Signal();

        Assert.Equal([130], _ended);
    }

    [Fact]
    public void At_a_question_the_first_one_ends_it_at_once_on_a_line_of_its_own()
    {
        var ask = _interruption.EndsAtOnce(_ =>
        {
            _interruption.Signal();
            return "typed";
        })!;

        ask("Password: ");

        Assert.Equal([130], _ended);
        Assert.Equal(Environment.NewLine, _error.ToString());
        Assert.False(_interruption.Stop.IsCancellationRequested);
    }

    [Fact]
    public void After_the_question_a_signal_asks_again()
    {
        Assert.Equal("typed", _interruption.EndsAtOnce(static _ => "typed")!("Password: "));

        _interruption.Signal();

        Assert.Empty(_ended);
        Assert.True(_interruption.Stop.IsCancellationRequested);
        Assert.Null(_interruption.EndsAtOnce(null));
    }

    [Fact]
    public void Ten_seconds_end_it_too()
    {
        _interruption.Signal();
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(_ended);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([130], _ended);
    }

    [Fact]
    public void What_ended_in_time_is_left_alone()
    {
        _interruption.Signal();
        _interruption.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(1));
        _interruption.Signal();

        Assert.Empty(_ended);
    }
}

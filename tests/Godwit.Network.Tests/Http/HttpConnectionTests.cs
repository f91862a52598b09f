using System.Text;
using Godwit.Network.Http;

namespace Godwit.Network.Tests.Http;

public sealed class HttpConnectionTests
{
    private static readonly HttpAsk Get = new("GET", "/", [new HttpField("Host", "lab.example")]);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP", "hello", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nA: b\r\n\r\n", "hello", true)]
    [InlineData("HTTP/1.0 200 OK\n\nhello", "hello", false)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", "", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: Close\r\n\r\nhello", "hello", false)]
    public async Task A_body_ends_where_it_says(string sent, string body, bool reusable)
    {
        await using var connection = new HttpConnection(new Said(sent), TimeProvider.System);

        var answer = await connection.AskAsync(Get, CancellationToken.None);

        Assert.Equal(body, answer.Text);
        Assert.Equal(reusable, connection.IsReusable);
        Assert.False(answer.IsCut);
    }

    [Theory]
    [InlineData("", HttpTrouble.Closed)]
    [InlineData("SSH-2.0-x\r\n", HttpTrouble.NotHttp)]
    [InlineData("HTTP/1.1 xyz\r\n\r\n", HttpTrouble.NotHttp)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", HttpTrouble.Cut)]
    [InlineData("HTTP/1.1 200 OK\r\nContent", HttpTrouble.Cut)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", HttpTrouble.NotHttp)]
    public async Task What_is_no_answer_says_why(string sent, HttpTrouble trouble)
    {
        await using var connection = new HttpConnection(new Said(sent), TimeProvider.System);

        var thrown = await Assert.ThrowsAsync<HttpTroubleException>(() => connection.AskAsync(Get, CancellationToken.None));

        Assert.Equal(trouble, thrown.Trouble);
        Assert.False(connection.IsReusable);
    }

    [Fact]
    public async Task An_endless_head_is_given_up()
    {
        await using var connection = new HttpConnection(new Said("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("A: " + new string('b', 1000) + "\r\n", 100))), TimeProvider.System);

        Assert.Equal(HttpTrouble.TooLarge, (await Assert.ThrowsAsync<HttpTroubleException>(() => connection.AskAsync(Get, CancellationToken.None))).Trouble);
    }

    [Fact]
    public async Task A_long_body_is_cut()
    {
        await using var connection = new HttpConnection(new Said($"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{new string('b', 1_000_000)}"), TimeProvider.System);

        var answer = await connection.AskAsync(Get, CancellationToken.None);

        Assert.True(answer.IsCut);
        Assert.InRange(answer.Body.Length, HttpConnection.MaxBodyBytes, HttpConnection.MaxBodyBytes + 16 * 1024);
        Assert.False(connection.IsReusable);
    }

    [Theory]
    [InlineData("Content-Length: 1000000\r\n\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nf4240\r\n", "\r\n0\r\n\r\n")]
    public async Task A_long_body_is_read_through_where_it_is_counted(string head, string end)
    {
        await using var connection = new HttpConnection(new Said($"HTTP/1.1 200 OK\r\n{head}{new string('b', 1_000_000)}{end}"), TimeProvider.System);

        var answer = await connection.AskAsync(Get with { CountsBody = true }, CancellationToken.None);

        Assert.Equal((1_000_000, HttpConnection.MaxBodyBytes, true, true), (answer.BodyBytes, answer.Body.Length, answer.IsCut, connection.IsReusable));
    }

    [Fact]
    public void Every_challenge_is_seen_however_they_are_folded()
    {
        var answer = new HttpAnswer(401, "", [new HttpField("www-authenticate", "Negotiate, NTLM"), new HttpField("WWW-Authenticate", "Basic realm=\"a, b\", charset=\"UTF-8\", Bearer client_id=\"x\"")]);

        Assert.Equal(["Negotiate", "NTLM", "Basic", "Bearer"], answer.Schemes);
    }

    [Fact]
    public void A_line_end_in_a_field_is_not_sent() => Assert.Throws<ArgumentException>(() => Get.With("X", "a\r\nY: b").Head());

    /// <summary>Everything the other side says; what is said to it is lost.</summary>
    private sealed class Said(string text) : MemoryStream(Encoding.Latin1.GetBytes(text))
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}

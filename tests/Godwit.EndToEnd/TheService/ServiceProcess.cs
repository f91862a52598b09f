using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Godwit.EndToEnd.TheService;

/// <summary>A running <c>godwit serve</c>, spoken to as any program would. It can be killed and started again on the same data.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string Says = " listens on https://127.0.0.1:";
    private readonly BackgroundProgram _program;
    private readonly HttpClient _http;
    private int _isGone;

    private ServiceProcess(BackgroundProgram program, Uri url, string data)
    {
        (_program, Url, Certificate) = (program, url, Path.Combine(data, "service-certificate.pem"));
        Password = File.ReadAllText(Path.Combine(data, "administrator.password")).Trim();
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(Certificate);
        _http = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } }) { BaseAddress = url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"administrator:{Password}")));
    }

    /// <summary>Where it answers.</summary>
    public Uri Url { get; }

    /// <summary>The certificate that it made for itself.</summary>
    public string Certificate { get; }

    /// <summary>The first administrator's.</summary>
    public string Password { get; }

    /// <summary>What it wrote to its log.</summary>
    public string Log => _program.Said;

    /// <summary>Starts it and returns when it listens.</summary>
    /// <param name="configuration">Its file.</param>
    /// <param name="data">Its data folder, as the file names it.</param>
    public static async Task<ServiceProcess> StartAsync(string configuration, string data)
    {
        var program = BackgroundProgram.Start(Path.Combine(Checkout.Root, "godwit"), "serve", "--config", configuration);
        try
        {
            await program.WaitForAsync(Says);
            var said = program.Said;
            var port = said[(said.IndexOf(Says, StringComparison.Ordinal) + Says.Length)..].Split(';', '/')[0];
            return new ServiceProcess(program, new Uri("https://localhost:" + port), data);
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks; the status is 0 when no answer came.</summary>
    public async Task<(int Status, JsonNode? Body)> AskAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return (0, null);   // It was killed while it was asked.
        }
    }

    /// <summary>The OpenAPI document.</summary>
    public Task<string> DocumentAsync() => _http.GetStringAsync("/openapi/v1.json");

    /// <summary>Everything of a list.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path)
    {
        var (status, body) = await AskAsync(HttpMethod.Get, path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "pageSize=5000");
        return status == 200 ? [.. body!["items"]!.AsArray().Select(static item => item!)] : throw new InvalidOperationException($"{path}: {status} {body}\n{Log}");
    }

    /// <summary>Ends it where it stands (SIGKILL).</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isGone, 1) != 0) return;
        await _program.DisposeAsync();
        _http.Dispose();
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Godwit.Administration.Tests.Running;

/// <summary>A request as it came.</summary>
internal sealed record Received(string Line, string Body, string SignIn, string Accept, string IfMatch = "", string Named = "");

/// <summary>Answers over TLS on a free port as a test says, and remembers what was asked.</summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-admin-").FullName;

    private FakeService(Func<Received, (int Status, string Type, string Body)> answer)
    {
        var certificate = Certificate(this["service.pem"]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => { listen.Protocols = HttpProtocols.Http1; listen.UseHttps(certificate); }));
        _web = builder.Build();
        _web.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var received = new Received(
                $"{context.Request.Method} {context.Request.Path.Value}{context.Request.QueryString}", await reader.ReadToEndAsync(), context.Request.Headers.Authorization.ToString(), context.Request.Headers.Accept.ToString(),
                context.Request.Headers.IfMatch.ToString(), context.Request.Headers[ApiRoutes.ClientRequestIdHeader].ToString());
            _received.Enqueue(received);
            var (status, type, body) = answer(received);
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            if (RequestId is { } id) context.Response.Headers[ApiRoutes.RequestIdHeader] = id;
            if (ConfirmsWhatIf && context.Request.Query["whatIf"] == "true") context.Response.Headers[ApiRoutes.WhatIfHeader] = "true";
            if (context.Request.Method == "GET") context.Response.Headers.ETag = Version;
            if (status == 307) context.Response.Headers.Location = body;
            else await context.Response.WriteAsync(body);
        });
    }

    /// <summary>False for a service, or a device before it, that does not know the question.</summary>
    public bool ConfirmsWhatIf { get; set; } = true;

    /// <summary>What it calls every request; null: nothing.</summary>
    public string? RequestId { get; set; }

    /// <summary>The version of everything.</summary>
    public string Version { get; set; } = "\"7\"";

    public string this[string name] => Path.Combine(_folder, name);

    public IReadOnlyList<Received> Requests => [.. _received];

    public Uri Url => new(_web.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    public static async Task<FakeService> StartAsync(Func<Received, (int Status, string Type, string Body)> answer)
    {
        var service = new FakeService(answer);
        await service._web.StartAsync();
        return service;
    }

    /// <summary>One that answers everything with this object.</summary>
    public static Task<FakeService> AnsweringAsync(string json) => StartAsync(_ => (200, "application/json", json));

    private static X509Certificate2 Certificate(string publishAt)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(150));
        File.WriteAllText(publishAt, made.ExportCertificatePem());
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

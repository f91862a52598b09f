using System.Diagnostics;
using Godwit.Mail;
using Godwit.Server.Provisioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Godwit.Server.Tests.Provisioning;

public sealed class HookTests
{
    private static readonly ProvisioningRequest Anna = new(Guid.Empty, "anna@old.example", "anna@new.example; rm -rf $(pwd)", "main", null);

    [Fact]
    public void An_address_never_becomes_part_of_a_command()
    {
        var file = Path.GetTempFileName();
        try
        {
            Command("""printf '%s' "$GODWIT_TARGET_ADDRESS" > "$1" """, file).Make(Anna, CancellationToken.None);

            Assert.Equal(Anna.TargetAddress, File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_command_sees_nothing_of_the_service_s_environment()
    {
        Environment.SetEnvironmentVariable("GODWIT_CANARY", "kanarienvogel");

        Command("""[ -z "$GODWIT_CANARY" ] && [ -n "$PATH" ]""").Make(Anna, CancellationToken.None);
    }

    [Fact]
    public void A_command_that_runs_too_long_is_ended_with_what_it_started()
    {
        var file = Path.GetTempFileName();
        try
        {
            var hook = new CommandHook(["/bin/sh", "-c", """sleep 600 & echo $! > "$1"; wait""", "hook", file], TimeSpan.FromSeconds(2), TimeProvider.System);

            Assert.Equal("GW4036", Assert.Throws<FaultException>(() => hook.Make(Anna, CancellationToken.None)).Fault.Code);
            Assert.True(HasEnded(int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_command_that_says_very_much_is_heard_to_its_end_and_quoted_in_short()
    {
        var refusal = Assert.Throws<FaultException>(() => Command("head -c 3000000 /dev/zero | tr '\\0' x >&2; exit 1").Make(Anna, CancellationToken.None));

        Assert.InRange(refusal.Fault.Told.Length, 100, 1000);
    }

    [Fact]
    public void A_command_that_is_not_there_is_named()
    {
        var refusal = Assert.Throws<FaultException>(() => new CommandHook(["/nowhere/make-mailbox"], TimeSpan.FromSeconds(5), TimeProvider.System).Make(Anna, CancellationToken.None));

        Assert.Equal("GW4035", refusal.Fault.Code);
        Assert.Contains("/nowhere/make-mailbox", refusal.Fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_ends_a_command_at_once()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => Command("sleep 600").Make(Anna, stop.Token));
    }

    [Theory, InlineData(200, null), InlineData(204, null), InlineData(403, "GW4035"), InlineData(302, "GW4035"), InlineData(429, "GW4036"), InlineData(503, "GW4036")]
    public async Task A_webhook_s_status_decides(int status, string? code)
    {
        await using var server = await WebServer.StartAsync(status);
        using var hook = new WebHook(new ProvisioningSettings(null, server.Address, TimeSpan.FromSeconds(20)) { Secret = static () => "geheim-4711" }, TimeProvider.System);

        var refusal = await Task.Run(() => Record.Exception(() => hook.Make(Anna, CancellationToken.None)));

        Assert.Equal(code, (refusal as FaultException)?.Fault.Code);
        Assert.Equal("geheim-4711", server.Secret);
        Assert.Equal("""{"move":"00000000-0000-0000-0000-000000000000","sourceAddress":"anna@old.example","targetAddress":"anna@new.example; rm -rf $(pwd)","targetStore":"main","region":null}""", server.Body);
        Assert.DoesNotContain("geheim", refusal?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Theory, InlineData(403), InlineData(503)]
    public async Task A_webhook_whose_refusal_never_ends_is_not_waited_for(int status)
    {
        await using var server = await WebServer.StartAsync(status, endlessly: true);
        using var hook = new WebHook(new ProvisioningSettings(null, server.Address, TimeSpan.FromSeconds(1)), TimeProvider.System);

        var refusal = await Task.Run(() => Record.Exception(() => hook.Make(Anna, CancellationToken.None))).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("GW4036", Assert.IsType<FaultException>(refusal).Fault.Code);
    }

    [Fact]
    public void A_webhook_that_is_not_there_may_come_back()
    {
        using var hook = new WebHook(new ProvisioningSettings(null, new Uri("https://127.0.0.1:1/"), TimeSpan.FromSeconds(20)), TimeProvider.System);

        Assert.Equal("GW4036", Assert.Throws<FaultException>(() => hook.Make(Anna, CancellationToken.None)).Fault.Code);
    }

    private static CommandHook Command(string script, params string[] arguments) => new(["/bin/sh", "-c", script, "hook", .. arguments], TimeSpan.FromSeconds(30), TimeProvider.System);

    private static bool HasEnded(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return found.WaitForExit(TimeSpan.FromSeconds(20));
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>Answers with one status and keeps what it was asked; clear text, since TLS is the client library's.</summary>
    private sealed class WebServer(WebApplication web) : IAsyncDisposable
    {
        public Uri Address => new(web.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        public string? Secret { get; private set; }

        public string? Body { get; private set; }

        public static async Task<WebServer> StartAsync(int status, bool endlessly = false)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            var web = builder.Build();
            var server = new WebServer(web);
            web.Run(async context =>
            {
                server.Secret = context.Request.Headers["Godwit-Secret"];
                server.Body = await new StreamReader(context.Request.Body).ReadToEndAsync();
                context.Response.StatusCode = status;
                if (status == 302) context.Response.Headers.Location = "/elsewhere";
                if (!endlessly) return;
                await context.Response.WriteAsync("a moment, please");
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            });
            await web.StartAsync();
            return server;
        }

        public async ValueTask DisposeAsync() => await web.DisposeAsync();
    }
}

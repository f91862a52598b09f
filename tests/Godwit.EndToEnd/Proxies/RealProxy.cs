namespace Godwit.EndToEnd.Proxies;

/// <summary>One <c>godwit proxy</c>: a process that can be killed and started again on its port.</summary>
internal sealed class RealProxy(string name, string configuration, int port) : IAsyncDisposable
{
    private BackgroundProgram? _program;

    /// <summary>Its name in headers, logs and the map.</summary>
    public string Name { get; } = name;

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port { get; } = port;

    /// <summary>Its configuration's file.</summary>
    public string Configuration { get; } = configuration;

    /// <summary>Starts it and returns when it answers.</summary>
    public async Task StartAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
        _program = BackgroundProgram.Start(Path.Combine(Checkout.Root, "godwit"), "proxy", "--config", Configuration);
        await _program.WaitForAsync("answers at");
    }

    /// <summary>SIGKILL, from any thread; its port refuses from then on.</summary>
    public void Kill() => _program?.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
    }
}

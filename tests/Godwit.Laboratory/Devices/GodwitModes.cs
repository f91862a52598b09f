using System.Net;

namespace Godwit.Laboratory.Devices;

/// <summary>Our own proxies, right and wrong, alone and behind balancers. One world each: what differs from run to run is the port alone.</summary>
internal static class GodwitModes
{
    public static readonly DeviceMode[] All =
    [
        Healthy("Godwit", world => world.ProxiesAsync()),
        Healthy("Godwit, its domain named", async world =>
        {
            await world.ProxiesAsync();
            world.World.Request = world.World.Request with { Credential = new NetworkCredential(ProxyAccounts.User, ProxyAccounts.Password, "GODWIT"), AllSchemes = true };
        }),
        Healthy("Godwit without Windows authentication", async world => await GodwitHosts.SetAsync((await world.ProxiesAsync())[0], "-WindowsAuthentication", "false")),
        Healthy("Godwit, Extended Protection required", async world => await GodwitHosts.SetAsync((await world.ProxiesAsync())[0], "-ExtendedProtectionTokenChecking", "Require", "-BasicAuthentication", "false")),
        Healthy("three Godwits behind HAProxy that passes through", world => world.ProxiesAsync(3), (device, port) => RealDevice.HaproxyPassing(device, port)),
        Healthy("three Godwits behind HAProxy that encrypts again", world => world.ProxiesAsync(3, "balancers: 127.0.0.1"), (device, port) => RealDevice.Haproxy(device, port, frontend: "http-request set-header X-Forwarded-For %[src]\nhttp-request set-header X-Forwarded-Proto https")),
        Healthy("Godwit behind nginx, Basic alone", async world => await GodwitHosts.SetAsync((await world.ProxiesAsync())[0], "-WindowsAuthentication", "false"), (device, port) => RealDevice.Nginx(device, port)),

        Broken("Godwit disabled", SignInFindings.ProxyDisabled, async world => await GodwitHosts.SetAsync((await world.ProxiesAsync())[0], "-MRSProxyEnabled", "false")),
        Broken("Godwit, wrong password", SignInFindings.CredentialsRefused, async world =>
        {
            await world.ProxiesAsync();
            world.World.Request = world.World.Request with { Credential = new NetworkCredential(ProxyAccounts.User, "wrong") };
        }),
        Broken("Godwit, account outside of the role group", SignInFindings.NotInRole, async world =>
        {
            var proxies = await world.ProxiesAsync();
            await File.WriteAllTextAsync(world["password"], ProxyAccounts.Password + "\n");
            await ProxyAccounts.RunAsync(proxies[0].Configuration, "proxy", "user", "add", "desk", "--group", "Help Desk", "--ntlm", "--password-file", world["password"]);
            world.World.Request = world.World.Request with { Credential = new NetworkCredential("desk", ProxyAccounts.Password) };
        }),
        Broken("Godwit, address not allowed", FrontEndFindings.AddressRestricted, world => world.ProxiesAsync(keys: "allow: { ranges: [192.0.2.0/24] }")),
        Broken("Godwit behind offload", EdgeFindings.SslOffload, world => world.ProxiesAsync(), (device, port) => RealDevice.Haproxy(device, port, server: "")),
        Broken("Godwit behind nginx that goes on in the clear", EdgeFindings.SslOffload, world => world.ProxiesAsync(), (device, port) => RealDevice.Nginx(device, port, scheme: "http")),
        Broken("one of three Godwits disabled", SpreadFindings.NodeDisabled, async world => await GodwitHosts.SetAsync((await world.ProxiesAsync(3))[2], "-MRSProxyEnabled", "false"), (device, port) => RealDevice.HaproxyPassing(device, port)),
        Broken("Godwit, Extended Protection, another certificate in front", SignInFindings.ChannelBinding, async world =>
        {
            var proxies = await world.ProxiesAsync(1, "balancers: 127.0.0.1");
            await GodwitHosts.SetAsync(proxies[0], "-ExtendedProtectionTokenChecking", "Require", "-BasicAuthentication", "false");
            world.World.Network.AddProgram("10.0.0.21", proxies[0].Port);
            world.World.Request = world.World.Request with { Via = [new IPEndPoint(IPAddress.Parse("10.0.0.21"), 443)] };
        }, (device, port) => RealDevice.Haproxy(device, port, bind: $"ssl crt {device.Certificate(CertificateFlaw.Second)}", frontend: "http-request set-header X-Forwarded-Proto https")),
    ];

    private static DeviceMode Healthy(string name, Func<DeviceWorld, Task> make, Func<DeviceWorld, int, RealDevice>? front = null) => Mode(name, null, make, front);

    private static DeviceMode Broken(string name, FindingKind expected, Func<DeviceWorld, Task> make, Func<DeviceWorld, int, RealDevice>? front = null) => Mode(name, expected, make, front);

    private static DeviceMode Mode(string name, FindingKind? expected, Func<DeviceWorld, Task> make, Func<DeviceWorld, int, RealDevice>? front) => new(name, expected, async world =>
    {
        await make(world);
        await world.StartProxiesAsync();
        if (front is not null) await world.BalanceAsync(front);
    }) { Seeds = 1 };
}

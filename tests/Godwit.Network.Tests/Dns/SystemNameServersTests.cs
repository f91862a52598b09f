using System.Net;
using Godwit.Network.Dns;

namespace Godwit.Network.Tests.Dns;

public sealed class SystemNameServersTests
{
    [Fact]
    public void The_first_three_of_the_file_are_asked() => Assert.Equal(
        [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1"), IPAddress.Parse("192.0.2.2")],
        SystemNameServers.Parse(["# nameserver 192.0.2.9", "nameserver 192.0.2.1", "search lab.example", "nameserver\t2001:db8::1", "nameserver nonsense", "nameserver 192.0.2.1", "nameserver 192.0.2.2 # second", "nameserver 192.0.2.3"]));

    [Fact]
    public void A_machine_without_the_file_has_none() => Assert.Empty(SystemNameServers.OfFile(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString())));
}

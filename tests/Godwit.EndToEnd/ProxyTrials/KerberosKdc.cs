using System.Globalization;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>A Kerberos realm of a test's own: MIT's KDC on a free port of the loopback address, everything else in one folder.</summary>
internal sealed class KerberosKdc : IAsyncDisposable
{
    public const string Realm = "LAB.EXAMPLE";

    private readonly string _folder;
    private BackgroundProgram? _program;

    private KerberosKdc(string folder)
    {
        _folder = folder;
        Environment = new Dictionary<string, string> { ["KRB5_CONFIG"] = Path.Combine(folder, "krb5.conf"), ["KRB5_KDC_PROFILE"] = Path.Combine(folder, "kdc.conf"), ["KRB5CCNAME"] = "FILE:" + Path.Combine(folder, "tickets") };
    }

    /// <summary>What every program of the realm needs in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The file with the key of HTTP/localhost.</summary>
    public string Keytab => Path.Combine(_folder, "service.keytab");

    /// <summary>Starts a realm with these principals.</summary>
    public static async Task<KerberosKdc> StartAsync(string folder, params (string User, string Password)[] principals)
    {
        var realm = new KerberosKdc(folder);
        realm.Configure(LoopbackPort.Claim(folder));
        await realm.RunAsync("/usr/sbin/kdb5_util", "create", "-s", "-r", Realm, "-P", "master");
        foreach (var (user, password) in principals) await realm.AdministerAsync($"addprinc -pw {password} {user}");
        await realm.AdministerAsync("addprinc -randkey HTTP/localhost");
        await realm.AdministerAsync($"ktadd -k {realm.Keytab} HTTP/localhost");
        await realm.ListenAsync();
        return realm;
    }

    private void Configure(int port)
    {
        File.WriteAllText(Path.Combine(_folder, "krb5.conf"), string.Create(CultureInfo.InvariantCulture, $$"""
            [logging]
             kdc = STDERR
            [libdefaults]
             default_realm = {{Realm}}
             dns_lookup_kdc = false
             dns_lookup_realm = false
             dns_canonicalize_hostname = false
             rdns = false
             udp_preference_limit = 1
            [realms]
             {{Realm}} = {
              kdc = 127.0.0.1:{{port}}
             }

            """));
        File.WriteAllText(Path.Combine(_folder, "kdc.conf"), string.Create(CultureInfo.InvariantCulture, $$"""
            [kdcdefaults]
             kdc_listen = 127.0.0.1:{{port}}
             kdc_tcp_listen = 127.0.0.1:{{port}}
            [realms]
             {{Realm}} = {
              database_name = {{_folder}}/principal
              key_stash_file = {{_folder}}/stash
             }

            """));
    }

    private Task AdministerAsync(string query) => RunAsync("/usr/sbin/kadmin.local", "-q", query);

    private async Task RunAsync(string program, params string[] arguments) => (await Command.RunAsync(program, arguments, Environment)).OutputOrThrow(program);

    private Task ListenAsync()
    {
        _program = BackgroundProgram.Start("/usr/sbin/krb5kdc", ["-n"], Environment);
        return _program.WaitForAsync("commencing operation");
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
        LoopbackPort.Release(_folder);
    }
}

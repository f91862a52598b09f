using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Godwit.EndToEnd.RealServers;

namespace Godwit.Proxy.Tests.Authentication.Negotiate;

/// <summary>A Kerberos realm of the test's own: MIT's KDC on a free port of the loopback address, everything else in one folder. Nothing of the system is touched.</summary>
internal sealed class KerberosRealm : IDisposable
{
    public const string Name = "LAB.EXAMPLE";

    private readonly string _folder;
    private readonly Dictionary<string, string> _environment;
    private readonly Process _kdc;

    private KerberosRealm(string folder, string programs)
    {
        _folder = folder;
        var port = LoopbackPort.Claim(folder);
        File.WriteAllText(Path.Combine(folder, "krb5.conf"), $$"""
            [logging]
             kdc = STDERR
            [libdefaults]
             default_realm = {{Name}}
             dns_lookup_kdc = false
             dns_lookup_realm = false
             dns_canonicalize_hostname = false
             rdns = false
             udp_preference_limit = 1
            [realms]
             {{Name}} = {
              kdc = 127.0.0.1:{{port}}
             }

            """);
        var plugins = Path.Combine(programs, "..", "lib", "x86_64-linux-gnu", "krb5", "plugins", "kdb");
        File.WriteAllText(Path.Combine(folder, "kdc.conf"), $$"""
            [kdcdefaults]
             kdc_listen = 127.0.0.1:{{port}}
             kdc_tcp_listen = 127.0.0.1:{{port}}
            [realms]
             {{Name}} = {
              database_name = {{folder}}/principal
              key_stash_file = {{folder}}/stash
             }
            {{(Directory.Exists(plugins) ? $"[dbmodules]\n db_module_dir = {Path.GetFullPath(plugins)}" : "")}}

            """);
        _environment = new() { ["KRB5_CONFIG"] = Path.Combine(folder, "krb5.conf"), ["KRB5_KDC_PROFILE"] = Path.Combine(folder, "kdc.conf"), ["KRB5CCNAME"] = "FILE:" + Path.Combine(folder, "tickets") };
        Run(Path.Combine(programs, "kdb5_util"), "create", "-s", "-r", Name, "-P", "master");
        _kdc = Start(Path.Combine(programs, "krb5kdc"), "-n");
        try
        {
            AwaitReadiness();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The folder of MIT's server programs, or null where they are not installed.</summary>
    public static string? Programs { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").FirstOrDefault(folder => File.Exists(Path.Combine(folder, "krb5kdc")) && File.Exists(Path.Combine(folder, "kadmin.local")));

    public static KerberosRealm Begin(string folder) => new(Directory.CreateDirectory(Path.Combine(folder, "realm")).FullName, Programs!);

    /// <summary>Adds somebody with a password.</summary>
    public void Add(string user, string password) => Admin($"addprinc -pw {password} {user}");

    /// <summary>Adds a service, and gives the file with its key.</summary>
    public string AddService(string service)
    {
        var keytab = Path.Combine(_folder, "service.keytab");
        Admin($"addprinc -randkey {service}");
        Admin($"ktadd -k {keytab} {service}");
        return keytab;
    }

    /// <summary>Has somebody sign in.</summary>
    public void SignIn(string user, string password) => Run(password + "\n", "kinit", [user]);

    /// <summary>What a program of the realm's writes.</summary>
    public string Run(string program, params string[] arguments) => Run(null, program, arguments);

    /// <summary>The KDC says when it listens; what it says later is thrown away.</summary>
    private void AwaitReadiness()
    {
        for (var line = _kdc.StandardError.ReadLine(); line?.Contains("commencing operation", StringComparison.Ordinal) != true; line = _kdc.StandardError.ReadLine())
            if (line is null) throw new InvalidOperationException("The KDC ended before it listened.");
        _ = _kdc.StandardError.ReadToEndAsync();
    }

    public void Dispose()
    {
        _kdc.Kill();
        _kdc.WaitForExit();
        _kdc.Dispose();
        LoopbackPort.Release(_folder);
    }

    private void Admin(string query) => Run(Path.Combine(Programs!, "kadmin.local"), "-q", query);

    private string Run(string? input, string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        if (input is not null) process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {errors.Result}");
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

namespace Godwit.Api;

/// <summary>What holds when nobody configured anything: known to the service and to clients on its machine, so that they find each other.</summary>
public static class ServiceDefaults
{
    /// <summary>The port; HTTPS always, on loopback unless the configuration says otherwise.</summary>
    public const int Port = 4443;

    /// <summary>The configuration's file where neither a flag nor <c>GODWIT_SERVICE_CONFIG</c> names one. It need not exist.</summary>
    public const string ConfigurationFile = "/etc/godwit/service.yaml";

    /// <summary>The administrator who is made at the first start.</summary>
    public const string FirstAdministrator = "administrator";

    /// <summary>The file in the data folder with that administrator's password, its owner's alone; written at the first start, removed when the password is changed.</summary>
    public const string FirstPasswordFile = "administrator.password";

    /// <summary>The file in the data folder with the certificate that the service makes for itself when none is configured: a client on this machine trusts it by this file.</summary>
    public const string OwnCertificateFile = "service-certificate.pem";

    /// <summary>The data folder: <c>godwit/service</c> in <c>XDG_STATE_HOME</c>, else in <c>~/.local/state</c>, else <c>/var/lib/godwit</c>.</summary>
    /// <param name="environment">Tells the value of an environment variable, or null.</param>
    public static string DataFolder(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathFullyQualified(state) ? Path.Combine(state, "godwit", "service")
            : environment("HOME") is { Length: > 0 } home && Path.IsPathFullyQualified(home) ? Path.Combine(home, ".local", "state", "godwit", "service")
            : "/var/lib/godwit";
    }
}

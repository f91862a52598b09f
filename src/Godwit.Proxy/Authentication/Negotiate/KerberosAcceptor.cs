using System.Runtime.InteropServices;
using System.Text;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication.Negotiate;

/// <summary>What a Kerberos token led to.</summary>
/// <param name="Principal">Who it is; null: not proven.</param>
/// <param name="Answer">The token for the client; null: none.</param>
/// <param name="Code">The code in the log when it is not proven.</param>
internal sealed record KerberosVerdict(string? Principal, byte[]? Answer, uint Code);

/// <summary>Checks Kerberos tokens, bare or in SPNEGO, with the keys of a keytab. One token is enough: HTTP has no need of a second one. Safe for several threads.</summary>
/// <param name="keytab">The keytab file; it is read by the library when it changes.</param>
internal sealed class KerberosAcceptor(string keytab)
{
    private const uint Indefinite = uint.MaxValue;
    private const uint TimeSkew = 2148074276;

    /// <summary>Reads the keytab, so that a mistake is told at the start.</summary>
    /// <exception cref="FaultException">It cannot be used.</exception>
    public void Check()
    {
        try
        {
            if (!File.Exists(keytab)) throw Unusable("it does not exist", null);
            var credential = Acquire();
            if (credential == 0) throw Unusable("it holds no key that a service can use", null);
            _ = GssApi.ReleaseCredential(out _, ref credential);
        }
        catch (DllNotFoundException missing)
        {
            throw Unusable("this system has no MIT Kerberos library (libgssapi_krb5.so.2)", missing);
        }
    }

    /// <summary>Checks a token.</summary>
    /// <param name="token">The client's token.</param>
    /// <param name="binding">The application data of our channel's binding.</param>
    /// <param name="policy">What is demanded.</param>
    public KerberosVerdict Accept(byte[] token, byte[] binding, ExtendedProtectionTokenChecking policy)
    {
        var credential = Acquire();
        if (credential == 0) return new KerberosVerdict(null, null, AuthenticationOutcome.NoLogonServers);
        try
        {
            return Accept(token, binding, policy, credential);
        }
        finally
        {
            _ = GssApi.ReleaseCredential(out _, ref credential);
        }
    }

    private static unsafe KerberosVerdict Accept(byte[] token, byte[] binding, ExtendedProtectionTokenChecking policy, nint credential)
    {
        nint context = 0, source = 0;
        var output = default(GssApi.Data);
        try
        {
            fixed (byte* tokenAt = token, bindingAt = binding)
            {
                var input = new GssApi.Data { Length = (nuint)token.Length, Value = (nint)tokenAt };
                var bindings = new GssApi.Bindings { Application = policy == ExtendedProtectionTokenChecking.None ? default : new GssApi.Data { Length = (nuint)binding.Length, Value = (nint)bindingAt } };
                ref readonly var checkedBindings = ref policy == ExtendedProtectionTokenChecking.None ? ref System.Runtime.CompilerServices.Unsafe.NullRef<GssApi.Bindings>() : ref bindings;
                var status = GssApi.Accept(out _, ref context, credential, input, checkedBindings, out source, 0, out output, out var flags, 0, 0);
                return Judge(status, flags, source, GssApi.Bytes(output), policy);
            }
        }
        finally
        {
            if (source != 0) _ = GssApi.ReleaseName(out _, ref source);
            if (output.Value != 0) _ = GssApi.ReleaseBuffer(out _, ref output);
            if (context != 0) _ = GssApi.DeleteContext(out _, ref context, 0);
        }
    }

    private static KerberosVerdict Judge(uint status, uint flags, nint source, byte[] answer, ExtendedProtectionTokenChecking policy)
    {
        if ((status & GssApi.ErrorMask) == GssApi.BadBindings) return new KerberosVerdict(null, null, AuthenticationOutcome.BadBindings);
        if ((status & GssApi.ErrorMask) == GssApi.Expired) return new KerberosVerdict(null, null, TimeSkew);
        if (status != GssApi.Complete) return new KerberosVerdict(null, null, AuthenticationOutcome.InvalidToken);
        if (policy == ExtendedProtectionTokenChecking.Require && (flags & GssApi.ChannelBound) == 0) return new KerberosVerdict(null, null, AuthenticationOutcome.BadBindings);
        return new KerberosVerdict(NameOf(source), answer.Length > 0 ? answer : null, 0);
    }

    private static string? NameOf(nint source)
    {
        if (GssApi.DisplayName(out _, source, out var text, 0) != GssApi.Complete) return null;
        var name = Encoding.UTF8.GetString(GssApi.Bytes(text));
        _ = GssApi.ReleaseBuffer(out _, ref text);
        return name;
    }

    /// <summary>A credential for every key of the keytab; 0 when there is none.</summary>
    private nint Acquire()
    {
        var (key, value) = (Marshal.StringToCoTaskMemUTF8("keytab"), Marshal.StringToCoTaskMemUTF8("FILE:" + keytab));
        var element = Marshal.AllocCoTaskMem(Marshal.SizeOf<GssApi.KeyValue>());
        try
        {
            Marshal.StructureToPtr(new GssApi.KeyValue { Key = key, Value = value }, element, fDeleteOld: false);
            var store = new GssApi.KeyValueSet { Count = 1, Elements = element };
            return GssApi.AcquireCredential(out _, 0, Indefinite, 0, GssApi.AcceptOnly, store, out var credential, 0, 0) == GssApi.Complete ? credential : 0;
        }
        finally
        {
            Marshal.FreeCoTaskMem(element);
            Marshal.FreeCoTaskMem(value);
            Marshal.FreeCoTaskMem(key);
        }
    }

    private FaultException Unusable(string why, Exception? cause) =>
        ProxyServiceFaults.Refuse(ProxyServiceFaults.KeytabUnusable, $"The keytab '{keytab}' cannot be used: {why}.", cause);
}

using System.Formats.Asn1;

namespace Godwit.Proxy.Authentication.Negotiate;

/// <summary>SPNEGO (RFC 4178) as far as it carries NTLM: Kerberos is the system library's business, wrapping included.</summary>
internal static class Spnego
{
    private const string Mechanism = "1.3.6.1.5.5.2";
    private const string Ntlm = "1.3.6.1.4.1.311.2.2.10";
    private const int AcceptCompleted = 0;
    private const int AcceptIncomplete = 1;

    private static readonly Asn1Tag Application0 = new(TagClass.Application, 0, isConstructed: true);

    /// <summary>A client's token: its mechanisms in its order, as bytes for the final check, and the inner token.</summary>
    /// <param name="MechanismList">The encoded list; null in a later token.</param>
    /// <param name="PrefersNtlm">True when the first mechanism is NTLM.</param>
    /// <param name="Inner">The mechanism's token.</param>
    /// <param name="ListCode">The integrity code over the list; null: none.</param>
    internal sealed record ClientToken(byte[]? MechanismList, bool PrefersNtlm, byte[]? Inner, byte[]? ListCode);

    /// <summary>Reads a first or later token; null when it is none.</summary>
    public static ClientToken? Read(byte[] token)
    {
        try
        {
            var outer = new AsnReader(token, AsnEncodingRules.BER);
            return outer.PeekTag() == Application0 ? ReadFirst(outer) : ReadLater(outer.ReadSequence(Context(1)).ReadSequence());
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The answer that goes on: NTLM it is, and here is its challenge.</summary>
    public static byte[] Challenge(byte[] inner) => Write(AcceptIncomplete, withMechanism: true, inner, null);

    /// <summary>The answer that ends it.</summary>
    public static byte[] Complete(byte[]? listCode) => Write(AcceptCompleted, withMechanism: false, null, listCode);

    // Section 4.2.1: NegTokenInit = mechTypes [0], reqFlags [1], mechToken [2], mechListMIC [3].
    private static ClientToken? ReadFirst(AsnReader outer)
    {
        var inside = outer.ReadSequence(Application0);
        if (inside.ReadObjectIdentifier() != Mechanism) return null;
        var (list, prefersNtlm, inner, code) = ((byte[]?)null, false, (byte[]?)null, (byte[]?)null);
        var fields = inside.ReadSequence(Context(0)).ReadSequence();
        while (fields.HasData)
        {
            var tag = fields.PeekTag();
            var field = fields.ReadSequence(tag);
            if (tag == Context(0)) (list, prefersNtlm) = (field.PeekEncodedValue().ToArray(), field.ReadSequence().ReadObjectIdentifier() == Ntlm);
            else if (tag == Context(2)) inner = field.ReadOctetString();
            else if (tag == Context(3)) code = field.ReadOctetString();
        }
        return new ClientToken(list, prefersNtlm, inner, code);
    }

    // Section 4.2.2: NegTokenResp = negState [0], supportedMech [1], responseToken [2], mechListMIC [3].
    private static ClientToken ReadLater(AsnReader fields)
    {
        var (inner, code) = ((byte[]?)null, (byte[]?)null);
        while (fields.HasData)
        {
            var tag = fields.PeekTag();
            var field = fields.ReadSequence(tag);
            if (tag == Context(2)) inner = field.ReadOctetString();
            else if (tag == Context(3)) code = field.ReadOctetString();
        }
        return new ClientToken(null, true, inner, code);
    }

    private static byte[] Write(int state, bool withMechanism, byte[]? inner, byte[]? listCode)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(Context(1)))
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Context(0))) writer.WriteEnumeratedValue((NegState)state);
            if (withMechanism) using (writer.PushSequence(Context(1))) writer.WriteObjectIdentifier(Ntlm);
            if (inner is not null) using (writer.PushSequence(Context(2))) writer.WriteOctetString(inner);
            if (listCode is not null) using (writer.PushSequence(Context(3))) writer.WriteOctetString(listCode);
        }
        return writer.Encode();
    }

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);

    private enum NegState
    {
        AcceptCompleted = 0,
        AcceptIncomplete = 1,
    }
}

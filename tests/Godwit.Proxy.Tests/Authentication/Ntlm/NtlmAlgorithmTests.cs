using System.Text;
using Godwit.Proxy.Authentication.Ntlm;

namespace Godwit.Proxy.Tests.Authentication.Ntlm;

public sealed class NtlmAlgorithmTests
{
    // The test suite of RFC 1320, appendix A.5.
    [Theory]
    [InlineData("", "31d6cfe0d16ae931b73c59d7e0c089c0")]
    [InlineData("a", "bde52cb31de33e46245e05fbdbd6fb24")]
    [InlineData("abc", "a448017aaf21d8525fc10ae87aa6729d")]
    [InlineData("message digest", "d9130a8164549fe818874806e1c7014b")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "043f8582f241db351ce627e153e7f0e4")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "e33b4ddc9c38f2199c3e7b164fcc0536")]
    public void MD4_is_that_of_the_RFC(string text, string digest) => Assert.Equal(digest, Convert.ToHexStringLower(Md4.Hash(Encoding.ASCII.GetBytes(text))));

    // MS-NLMP section 4.2.2.1.2: the NT hash of "Password".
    [Fact]
    public void The_NT_hash_is_that_of_the_specification() => Assert.Equal("a4f49c406510bdcab6824ee7c30fd852", Convert.ToHexStringLower(Md4.Hash(Encoding.Unicode.GetBytes("Password"))));

    [Theory]
    [InlineData("Key", "Plaintext", "BBF316E8D940AF0AD3")]
    [InlineData("Wiki", "pedia", "1021BF0420")]
    public void RC4_is_that_of_the_known_vectors(string key, string text, string cipher) =>
        Assert.Equal(cipher, Convert.ToHexString(Rc4.Transform(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Cut_messages_of_every_length_are_refused_and_nothing_else_happens()
    {
        var random = new Random(4711);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            if (bytes.Length >= 12) "NTLMSSP\0\u0003\0\0\0"u8.CopyTo(bytes);
            if (bytes.Length > 40 && round % 2 == 0) (bytes[20], bytes[21], bytes[24], bytes[25], bytes[26], bytes[27]) = ((byte)random.Next(255), 0, (byte)random.Next(80), 0, 0, 0);
            NtlmAcceptor.ClaimedUser(bytes);
            try
            {
                AvPairs.Find(bytes, AvId.ChannelBindings);
            }
            catch (FormatException)
            {
            }
        }
    }
}

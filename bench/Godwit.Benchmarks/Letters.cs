using System.Globalization;
using System.Text;

namespace Godwit.Benchmarks;

/// <summary>Messages of about 4 kB, as they come over IMAP.</summary>
internal static class Letters
{
    internal static byte[] One(int number, int bytes = 4096)
    {
        var text = new StringBuilder(bytes + 256);
        text.Append(CultureInfo.InvariantCulture, $"Return-Path: <a@example.org>\r\nMessage-ID: <{number}@example.org>\r\nDate: Mon, 14 Sep 2020 10:00:00 +0000\r\n");
        text.Append(CultureInfo.InvariantCulture, $"From: \"A\" <a@example.org>\r\nTo: b@example.com\r\nSubject: letter {number}\r\nMIME-Version: 1.0\r\n\r\n");
        while (text.Length < bytes) text.Append("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}

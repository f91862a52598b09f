using System.Globalization;

namespace Godwit.Serving;

/// <summary>How a log in the W3C extended format begins; times are UTC.</summary>
public static class W3cLayout
{
    /// <summary>The directives that begin a file.</summary>
    /// <param name="software">Who writes it.</param>
    /// <param name="fields">The columns, a blank between them.</param>
    /// <param name="time">When it begins, or goes on.</param>
    public static string Prolog(string software, string fields, DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"#Software: {software}\r\n#Version: 1.0\r\n#Date: {time.UtcDateTime:yyyy-MM-dd HH:mm:ss}\r\n#Fields: {fields}\r\n");
}

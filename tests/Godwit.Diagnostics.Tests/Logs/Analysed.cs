using Godwit.Diagnostics.Logs;
using Godwit.Diagnostics.Reports;

namespace Godwit.Diagnostics.Tests.Logs;

/// <summary>Analyses texts as if they were files.</summary>
internal static class Analysed
{
    public static DiagnosisReport Of(string text, LogAnalysisOptions? options = null) => Of(options, ("front/u_ex261120.log", text));

    public static DiagnosisReport Of(LogAnalysisOptions? options, params (string Name, string Text)[] files) =>
        LogAnalysis.Run([.. files.Select(file => LogText.File(file.Name, file.Text))], [], options ?? new LogAnalysisOptions(), TimeProvider.System, TestContext.Current.CancellationToken);

    public static string[] Codes(this DiagnosisReport report) => [.. report.Verdict.Findings.Select(finding => finding.Code)];

    /// <summary>An exchange that a service serves: two 401 legs and the answer, as IIS writes it.</summary>
    public static string ServedExchange(string time, string server = "10.0.0.11", string client = "40.96.10.7", string user = "LAB\\mig", string query = "-") =>
        LogText.Iis(time, server, client, 401, 2, 5) + LogText.Iis(time, server, client, 401, 1, Win32Codes.NoCredentials) + LogText.Iis(time, server, client, 200, 0, 0, user, query, taken: 180);
}

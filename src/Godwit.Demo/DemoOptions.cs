namespace Godwit.Demo;

/// <summary>What was asked of the demonstration.</summary>
/// <param name="Once">End after the summary; else the service stays up until Ctrl-C.</param>
/// <param name="Json">Print the summary as one object of JSON.</param>
/// <param name="Keep">The folder that keeps both sides' mail, the configuration and the logs; null: nothing is kept.</param>
/// <param name="Tamper">Take a message from a target and double another before counting, to see that the count is a count.</param>
internal sealed record DemoOptions(bool Once, bool Json, string? Keep, bool Tamper);

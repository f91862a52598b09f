namespace Godwit.Diagnostics.Logs;

/// <summary>What one line says about the request's fate.</summary>
internal enum AnswerKind
{
    /// <summary>Nothing that counts.</summary>
    None,
    /// <summary>The service answered: 2xx, or an answer that only a living service gives.</summary>
    Served,
    /// <summary>401 to a request without credentials: the first leg of every exchange.</summary>
    Challenge,
    /// <summary>401 in the middle of a handshake: the second leg of every exchange.</summary>
    Leg,
    /// <summary>Refused or failed, and the line says why.</summary>
    Refused,
}

/// <summary>A line's answer, with its cause where it was a refusal.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Cause">Why; null unless refused.</param>
/// <param name="Confidence">How sure the line alone makes of the cause.</param>
internal readonly record struct Answer(AnswerKind Kind, FindingKind? Cause = null, Confidence Confidence = Confidence.Certain)
{
    /// <summary>The service answered.</summary>
    public static readonly Answer Served = new(AnswerKind.Served);

    /// <summary>It does not count.</summary>
    public static Answer None => default;

    /// <summary>A refusal.</summary>
    public static Answer For(FindingKind cause, Confidence confidence = Confidence.Certain) => new(AnswerKind.Refused, cause, confidence);
}

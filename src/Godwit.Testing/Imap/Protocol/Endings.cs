namespace Godwit.Testing.Imap;

/// <summary>The command does not follow the grammar: BAD.</summary>
internal sealed class BadCommandException(string text) : Exception(text);

/// <summary>The command is refused with this whole answer, tag apart.</summary>
internal sealed class RefusedException(string answer) : Exception(answer);

/// <summary>The connection ends here; a goodbye, if any, has been sent.</summary>
internal sealed class SessionOverException : Exception;

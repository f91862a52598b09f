namespace Godwit.Terminals.Tests;

public sealed class PasswordPromptTests
{
    private static string Typed(params ConsoleKeyInfo[] keys) => PasswordPrompt.Read(new Queue<ConsoleKeyInfo>(keys).Dequeue);

    [Fact]
    public void Typed_keys_make_a_password() =>
        Assert.Equal("sec", Typed(Key('x'), Key('\x1b', ConsoleKey.Escape), Key('s'), Key('e'), Key('y'), Key('\b', ConsoleKey.Backspace), Key('c'), Key('\t', ConsoleKey.Tab), Key('\r', ConsoleKey.Enter)));

    [Fact]
    public void Taking_back_what_was_never_typed_does_nothing() =>
        Assert.Equal("a", Typed(Key('\b', ConsoleKey.Backspace), Key('a'), Key('\r', ConsoleKey.Enter)));

    private static ConsoleKeyInfo Key(char character, ConsoleKey key = ConsoleKey.A) => new(character, key, false, false, false);
}

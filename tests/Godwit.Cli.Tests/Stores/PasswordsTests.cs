namespace Godwit.Cli.Tests.Stores;

public sealed class PasswordsTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("godwit-cli-").FullName, "password");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [InlineData("secret", "secret")]
    [InlineData("secret\n", "secret")]
    [InlineData("secret\r\n", "secret")]
    [InlineData("secret\n\n", "secret\n")]
    [InlineData(" se cret ", " se cret ")]
    [InlineData("pässwörd\n", "pässwörd")]
    public void One_line_end_of_a_file_is_taken_off(string content, string password)
    {
        File.WriteAllText(_file, content);

        Assert.Equal(password, Find(new SecretSettings("from") { PasswordFile = _file }).Get(fresh: false).Value);
    }

    [Fact]
    public void The_file_comes_before_the_environment_and_that_before_the_question()
    {
        File.WriteAllText(_file, "of the file");
        var asked = 0;

        Assert.Equal("of the file", Find(new SecretSettings("to") { PasswordFile = _file }, Variable, Ask).Get(false).Value);
        Assert.Equal("of the environment", Find(new SecretSettings("to"), Variable, Ask).Get(false).Value);
        Assert.Equal(0, asked);
        Assert.Equal("typed", Find(new SecretSettings("to"), _ => null, Ask).Get(false).Value);

        static string? Variable(string name) => name == "GODWIT_TO_PASSWORD" ? "of the environment" : null;
        string Ask(string question) { asked++; Assert.Contains("anna", question, StringComparison.Ordinal); return "typed"; }
    }

    [Fact]
    public void A_person_is_asked_once()
    {
        var asked = 0;
        var passwords = Find(new SecretSettings("from"), _ => null, _ => { asked++; return "typed"; });

        passwords.Get(false);
        passwords.Get(fresh: true);

        Assert.Equal(1, asked);
    }

    [Fact]
    public void A_token_is_fetched_again_when_a_fresh_one_is_needed()
    {
        var fetched = 0;
        var passwords = new Passwords(new SecretSettings("from") { TokenCommand = "get-token" }, "anna", isToken: true, _ => null, null, _ => $"token-{++fetched}\n");

        Assert.Equal("token-1", passwords.Get(false).Value);
        Assert.Equal("token-1", passwords.Get(false).Value);
        Assert.Equal("token-2", passwords.Get(fresh: true).Value);
        Assert.True(passwords.Get(false).IsToken);
    }

    [Fact]
    public void Without_any_place_all_of_them_are_named()
    {
        var told = Assert.Throws<FaultException>(() => Find(new SecretSettings("from")).Get(false)).Fault;

        Assert.Equal(UsageFaults.NoPassword, told.Kind);
        Assert.Contains("--from-password-file", told.Told, StringComparison.Ordinal);
        Assert.Contains("GODWIT_FROM_PASSWORD", told.Told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a\0b")]
    public void An_unusable_file_is_refused_without_showing_it(string content)
    {
        File.WriteAllText(_file, content);

        Assert.Equal(UsageFaults.NoPassword, Assert.Throws<FaultException>(() => Find(new SecretSettings("from") { PasswordFile = _file }).Get(false)).Fault.Kind);
    }

    [Fact]
    public void A_missing_or_huge_file_is_refused()
    {
        Assert.Throws<FaultException>(() => Find(new SecretSettings("from") { PasswordFile = _file }).Get(false));
        File.WriteAllText(_file, new string('x', 70_000));
        Assert.Throws<FaultException>(() => Find(new SecretSettings("from") { PasswordFile = _file }).Get(false));
    }

    [Fact]
    public void A_secret_shows_nothing() => Assert.Equal("***", new Secret("hunter2", isToken: false).ToString());

    [Fact, Trait("needs", "process")]
    public void A_token_command_gives_what_it_writes()
    {
        Assert.Equal("tok en\n", TokenCommand.Run("printf 'tok en\\n'"));
        Assert.Contains("exit code 3", Assert.Throws<FaultException>(() => TokenCommand.Run("printf secret; exit 3")).Fault.Told, StringComparison.Ordinal);
        Assert.Contains("wrote more", Assert.Throws<FaultException>(() => TokenCommand.Run("head -c 200000 /dev/zero | tr '\\0' x")).Fault.Told, StringComparison.Ordinal);
    }

    private static Passwords Find(SecretSettings settings, Func<string, string?>? environment = null, Func<string, string?>? ask = null) =>
        new(settings, "anna", isToken: false, environment ?? (_ => null), ask, _ => throw new InvalidOperationException("no command was given"));
}

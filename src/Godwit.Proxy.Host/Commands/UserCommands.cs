using System.CommandLine;
using Godwit.Proxy.Authentication.Users;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.Host.Printing;

namespace Godwit.Proxy.Host.Commands;

/// <summary><c>godwit proxy user</c> and <c>godwit proxy group</c>: the users file.</summary>
internal sealed class UserCommands(ConfigOption config, ProxySurroundingsOfProcess around)
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name, without a domain; a Kerberos principal as user@REALM." };
    private readonly Option<string[]> _groups = new("--group") { Description = "A group that the user is a member of; may be given again.", HelpName = "GROUP" };
    private readonly Option<string?> _passwordFile = new("--password-file") { Description = "The file whose first line is the password; without it you are asked.", HelpName = "FILE" };
    private readonly Option<bool> _ntlm = new("--ntlm") { Description = "Let the user sign in by NTLM as well: keeps the NT hash, encrypted with the key of user-key-file." };
    private readonly Option<bool> _noPassword = new("--no-password") { Description = "No password: the user signs in by Kerberos or Bearer, and is listed for the groups." };
    private readonly Option<string[]> _memberOf = new("--member-of") { Description = "A group that this one is a member of; may be given again.", HelpName = "GROUP" };

    public IEnumerable<Command> Build()
    {
        var user = new Command("user", "Users of the users file.");
        user.Add(Build("add", "Adds a user, or replaces one.", Add, _name, _groups, _passwordFile, _ntlm, _noPassword));
        user.Add(Build("remove", "Removes a user.", Remove, _name));
        user.Add(Build("list", "Lists users with their groups.", List, null));
        var group = new Command("group", "Groups of the users file.");
        group.Add(Build("add", "Adds a group, or replaces one; groups may lie in groups.", AddGroup, _name, _memberOf));
        return [user, group];
    }

    private Command Build(string name, string description, Func<ProxyConfiguration, ParseResult, int> run, Argument<string>? argument, params Option[] options)
    {
        var command = new Command(name, description);
        if (argument is not null) command.Add(argument);
        foreach (var option in options) command.Add(option);
        config.AddTo(command);
        command.SetAction(given => run(config.Read(given).Configuration, given));
        return command;
    }

    private int Add(ProxyConfiguration configuration, ParseResult given)
    {
        var (settings, name) = (configuration.Authentication, given.GetValue(_name)!);
        var users = new UserFile(settings.UsersFile);
        if (settings.UserKeyFile is { } keyFile) NtHashVault.CreateKey(keyFile, users.Current);
        var password = given.GetValue(_noPassword) ? null : Password(given, name);
        var user = new UserRecord { Name = name, Groups = given.GetValue(_groups) ?? [], PasswordHash = password is null ? null : PasswordHash.Create(password) };
        if (given.GetValue(_ntlm) && password is not null) user = user with { NtHash = NtHash(settings, name, password) };
        users.Change(table => table.With(user));
        around.Terminal.Output.WriteLine($"{name} may sign in{(user.Groups.Count > 0 ? $", as a member of {string.Join(", ", user.Groups)}" : "")}.");
        return 0;
    }

    private int Remove(ProxyConfiguration configuration, ParseResult given)
    {
        var (users, name) = (new UserFile(configuration.Authentication.UsersFile), given.GetValue(_name)!);
        if (users.Current.Find(name) is null) throw new FaultException(new Fault(ProxyServiceFaults.NameUnknown, Side.Proxy, $"There is no user '{OtherSideText.Show(name)}' in '{configuration.Authentication.UsersFile}'."));
        users.Change(table => table.Without(name));
        around.Terminal.Output.WriteLine($"{name} is removed.");
        return 0;
    }

    private int List(ProxyConfiguration configuration, ParseResult given)
    {
        var rows = new UserFile(configuration.Authentication.UsersFile).Current.Users
            .Select(user => (IReadOnlyList<string>)[user.Name, Schemes(user), string.Join(", ", user.Groups)]).ToList();
        ObjectText.WriteTable(around.Terminal.Output, ["user", "signs in by", "groups"], rows);
        return 0;
    }

    private int AddGroup(ProxyConfiguration configuration, ParseResult given)
    {
        var group = new GroupRecord(given.GetValue(_name)!, given.GetValue(_memberOf) ?? []);
        new UserFile(configuration.Authentication.UsersFile).Change(table => table.With(group));
        around.Terminal.Output.WriteLine($"{group.Name} is a group.");
        return 0;
    }

    private static string Schemes(UserRecord user) => user switch
    {
        { Disabled: true } => "nothing (disabled)",
        { PasswordHash: not null, NtHash: not null } => "Basic, NTLM",
        { PasswordHash: not null } => "Basic",
        { NtHash: not null } => "NTLM",
        _ => "Kerberos, Bearer",
    };

    private static string NtHash(AuthenticationSettings settings, string name, string password)
    {
        var keyFile = settings.UserKeyFile
            ?? throw new ConfigurationException([new Fault(ProxyServiceFaults.BadConfiguration, Side.Proxy, "--ntlm needs user-key-file in the configuration: the file with the key that NT hashes are encrypted with. It is made when it is not there.")]);
        return new NtHashVault(keyFile).Protect(name, password);
    }

    private string Password(ParseResult given, string name)
    {
        if (given.GetValue(_passwordFile) is { } file) return SecretFile.Read(file);
        if (around.Ask?.Invoke($"Password of {OtherSideText.Show(name)}: ") is { Length: > 0 } typed) return typed;
        throw new ConfigurationException([new Fault(ProxyServiceFaults.BadConfiguration, Side.Proxy, "There is no password: name a file with --password-file, or run in a terminal to be asked.")]);
    }
}

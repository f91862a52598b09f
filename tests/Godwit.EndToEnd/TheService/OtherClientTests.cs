using System.Globalization;
using System.Text.Json;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.TheService;

/// <summary>
/// Another program drives the service: a client in another language whose types and paths are made from the OpenAPI document alone, which takes a batch its whole path and holds every request and every
/// answer against that document (<c>OtherClient</c>).
/// </summary>
[Trait("needs", "process")]
public sealed class OtherClientTests
{
    private static readonly string[] Users = ["anna", "ben"];

    [Fact]
    public async Task A_client_made_from_the_document_takes_a_batch_its_whole_path()
    {
        using var folder = new TemporaryFolder();
        var houses = new MaildirHouses(folder);
        houses.Build();
        await using var source = await RealServer.StartAsync(ServerKind.Dovecot, new ServerSettings { Users = string.Join(' ', Users.Select(static user => $"{user}:pass-{user}")) });
        foreach (var user in Users) await source.Mailbox(user, $"pass-{user}").FillAsync(messages: 40);
        await using var service = await ServiceProcess.StartAsync(houses.Configuration, houses.Data);
        await MakeClientAsync(folder, await service.DocumentAsync());

        var told = JsonDocument.Parse((await NodeAsync(folder, "built/migrate.js", [], Environment(folder, source, service))).OutputOrThrow("the client")).RootElement;

        Assert.Equal(("administrator", "GW4001", "Completed"), (Text(told, "me"), Text(told, "refusal"), Text(told, "status")));
        Assert.Equal((2, 100, 3), (Number(told, "users"), Number(told, "percent"), Number(told, "rows")));
        Assert.True(Number(told, "seen") >= 15);
        var messages = 0;
        foreach (var user in Users)
        {
            var mailbox = await source.Mailbox(user, $"pass-{user}").ReadAsync();
            Comparison.AssertNothingMissing(mailbox, await houses.ReadAsync("new", user));
            messages += mailbox.Messages.Count;
        }
        Assert.Equal(messages, Number(told, "items"));
    }

    // Types from the document, then the compiler's judgement on what the client does with them.
    private static async Task MakeClientAsync(TemporaryFolder folder, string document)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "tests", "Godwit.EndToEnd", "OtherClient"))) File.Copy(file, folder[Path.GetFileName(file)]);
        Directory.CreateSymbolicLink(folder["node_modules"], Path.Combine(Checkout.Root, "artifacts", "servers", "node", "node_modules"));
        await File.WriteAllTextAsync(folder["openapi.json"], document);
        (await NodeAsync(folder, "node_modules/openapi-typescript/bin/cli.js", [folder["openapi.json"], "-o", folder["api.d.ts"]])).OutputOrThrow("openapi-typescript");
        (await NodeAsync(folder, "node_modules/typescript/bin/tsc", ["-p", folder.Path])).OutputOrThrow("tsc");
    }

    private static Dictionary<string, string> Environment(TemporaryFolder folder, RealServer source, ServiceProcess service) => new()
    {
        ["DOCUMENT"] = folder["openapi.json"], ["SERVICE"] = service.Url.GetLeftPart(UriPartial.Authority), ["PASSWORD"] = service.Password, ["NODE_EXTRA_CA_CERTS"] = service.Certificate,
        ["IMAP_PORT"] = source.ImapPort.ToString(CultureInfo.InvariantCulture),
        ["CSV"] = "EmailAddress,TargetAddress,UserName,Password\n" + string.Concat(Users.Select(static user => $"{user}@old.example,{user}@new.example,{user},pass-{user}\n")),
    };

    private static Task<CommandResult> NodeAsync(TemporaryFolder folder, string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Command.RunAsync("node", [folder[script], .. arguments], environment);

    private static string Text(JsonElement told, string name) => told.GetProperty(name).GetString()!;

    private static int Number(JsonElement told, string name) => told.GetProperty(name).GetInt32();
}

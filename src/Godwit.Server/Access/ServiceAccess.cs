using System.Security.Cryptography;
using System.Text;
using Godwit.Server.Hosting;

namespace Godwit.Server.Access;

/// <summary>Who may do what: local administrators with passwords, and tokens of theirs for programs.</summary>
/// <param name="database">The records.</param>
/// <param name="clock">The clock.</param>
internal sealed class ServiceAccess(MoveDatabase database, TimeProvider clock) : IDisposable
{
    /// <summary>What every token of this service begins with.</summary>
    public const string TokenMark = "godwit_";

    private const int TokenBytes = 32, ShortestPassword = 12;
    private const string ByTokenMethod = "Bearer";
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5), LongestDelay = TimeSpan.FromSeconds(8);
    private readonly VerifiedCredentials _verified = new(clock, Remembered);

    // Moves go on meanwhile, and so do requests of those who are signed in.
    private readonly PasswordVerifier _verifier = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Holds wrong answers back.</summary>
    public FailureDelays Delays { get; } = new(LongestDelay, clock);

    /// <summary>Makes the first administrator where there is none.</summary>
    /// <returns>The file with the password; null when there was somebody.</returns>
    public string? MakeFirst(DataFolder folder)
    {
        if (database.Read(static session => session.Records.Access.Administrators().Count > 0)) return null;
        var (file, password) = (folder.In(ServiceDefaults.FirstPasswordFile), RandomText(18));
        var hash = PasswordHash.Create(password);
        DataFolder.WriteOwners(file, password + "\n");
        var made = database.Change(session =>
        {
            // Another node may have been faster.
            if (session.Records.Access.Administrators().Count > 0) return false;
            session.Records.Access.Save(new StoredAdministrator(ServiceDefaults.FirstAdministrator, hash, Role.Administrator, session.Now, null));
            return true;
        });
        if (!made) File.Delete(file);
        return made ? file : null;
    }

    /// <summary>Who a name and a password are; null for nobody. Wrong names take as long as wrong passwords.</summary>
    public async ValueTask<SignedIn?> ByPasswordAsync(string name, string password, CancellationToken cancellation)
    {
        var found = database.Read(session => session.Records.Access.FindAdministrator(name));
        var hash = found?.PasswordHash ?? PasswordHash.OfNobody;
        if (!hash.Equals(_verified.Find(name, password)))
        {
            if (!await _verifier.VerifyAsync(password, hash, cancellation).ConfigureAwait(false) || found is null) return null;
            _verified.Add(name, password, hash);
            NoteSignIn(name, hash);
        }
        return new SignedIn(found!.Name, found.Role, "Basic");
    }

    /// <summary>Who a token is; null for nobody, and for one that has ended. It is never more than its owner is now.</summary>
    public SignedIn? ByToken(string token) => database.Read(session =>
        session.Records.Access.FindToken(Hash(token)) is { } found && found.Details.ExpirationTime > session.Now && session.Records.Access.FindAdministrator(found.Details.Owner) is { } owner
            ? new SignedIn(owner.Name, found.Details.Role < owner.Role ? found.Details.Role : owner.Role, ByTokenMethod) : null);

    /// <summary>All administrators.</summary>
    public IReadOnlyList<ServiceAdministrator> Administrators() => database.Read(static session => session.Records.Access.Administrators().Select(Show).ToList());

    /// <summary>Adds one.</summary>
    public ServiceAdministrator Add(NewServiceAdministrator wanted, Command command)
    {
        var errors = new List<InputError>();
        if (wanted.Name is not { Length: > 0 and <= 64 } || wanted.Name.Any(static c => c == ':' || char.IsControl(c))) errors.Add(new InputError(MoveFaults.BadValue.Code, "name must have 1 to 64 characters without colon.", "name"));
        CheckPassword(wanted.Password, errors);
        MoveFaults.ThrowIfAny(errors);
        var hash = PasswordHash.Create(wanted.Password);   // takes its time: nobody shall wait for the records meanwhile
        return database.Change(session =>
        {
            if (session.Records.Access.FindAdministrator(wanted.Name) is not null) throw MoveFaults.Refuse(MoveFaults.NameTaken, $"There is an administrator '{OtherSideText.Show(wanted.Name)}' already.");
            var made = new StoredAdministrator(wanted.Name, hash, wanted.Role, session.Now, null);
            session.Records.Access.Save(made);
            return Show(made);
        }, command);
    }

    /// <summary>Changes one. The last who may administer stays so.</summary>
    public ServiceAdministrator Change(string name, ServiceAdministratorChanges changes, DataFolder folder, Command command)
    {
        var errors = new List<InputError>();
        if (changes.Password is not null) CheckPassword(changes.Password, errors);
        MoveFaults.ThrowIfAny(errors);
        var hash = changes.Password is null ? null : PasswordHash.Create(changes.Password);
        var changed = database.Change(session =>
        {
            var before = Find(session, name);
            var after = before with { Role = changes.Role ?? before.Role, PasswordHash = hash ?? before.PasswordHash };
            session.Records.Access.Save(after);
            RefuseNobody(session);
            return Show(after);
        }, command);
        if (command.Keep && changes.Password is not null && changed.Name == ServiceDefaults.FirstAdministrator) File.Delete(folder.In(ServiceDefaults.FirstPasswordFile));
        return changed;
    }

    /// <summary>Removes one with all tokens.</summary>
    public ServiceAdministrator Remove(string name, Command command) => database.Change(session =>
    {
        var removed = Find(session, name);
        session.Records.Access.RemoveAdministrator(removed.Name);
        RefuseNobody(session);
        return Show(removed);
    }, command);

    /// <summary>Tokens of somebody.</summary>
    public IReadOnlyList<AccessToken> Tokens(SignedIn who) => database.Read(session => session.Records.Access.Tokens(who.Name).Select(static token => token.Details).ToList());

    /// <summary>Makes a token.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotAllowed"/>: the signed-in is a token itself.</exception>
    public IssuedToken Issue(NewAccessToken wanted, SignedIn who, Command command)
    {
        RefuseTokens(who);
        var errors = new List<InputError>();
        if (wanted.Name is not { Length: > 0 and <= 64 }) errors.Add(new InputError(MoveFaults.BadValue.Code, "name must have 1 to 64 characters.", "name"));
        if (wanted.Role > who.Role) errors.Add(new InputError(MoveFaults.BadValue.Code, $"role must not be above your own, {who.Role}.", "role"));
        if (wanted.Days is < 1 or > 400) errors.Add(new InputError(MoveFaults.BadValue.Code, "days must be 1 to 400.", "days"));
        MoveFaults.ThrowIfAny(errors);
        var token = TokenMark + RandomText(TokenBytes);
        return database.Change(session =>
        {
            if (session.Records.Access.FindAdministrator(who.Name) is null) throw MoveFaults.Refuse(MoveFaults.NotNow, $"{who.Name} is no administrator of this service any more.");
            var details = new AccessToken(Guid.CreateVersion7(session.Now), wanted.Name, who.Name, wanted.Role, session.Now, session.Now.AddDays(wanted.Days));
            session.Records.Access.Save(new StoredToken(Hash(token), details));
            return new IssuedToken(token, details);
        }, command);
    }

    /// <summary>Withdraws a token by its id or name: one's own, or anybody's for an administrator.</summary>
    /// <exception cref="InputException">Several others have a token of this name.</exception>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotAllowed"/>: the signed-in is a token itself.</exception>
    public AccessToken Withdraw(string identity, SignedIn who, Command command) => database.Change(session =>
    {
        RefuseTokens(who);
        var token = Named(session.Records.Access.Tokens(who.Name), identity) ?? (who.Role == Role.Administrator ? Named(session.Records.Access.Tokens(null), identity) : null) ?? throw MoveFaults.Missing("token", identity);
        session.Records.Access.RemoveToken(token.Details.Id);
        return token.Details;
    }, command);

    private static StoredToken? Named(IReadOnlyList<StoredToken> tokens, string identity)
    {
        if (tokens.FirstOrDefault(token => token.Details.Id.ToString("D") == identity) is { } exact) return exact;
        var named = tokens.Where(token => token.Details.Name == identity).ToList();
        return named.Count <= 1 ? named.FirstOrDefault()
            : throw new InputException([new InputError(MoveFaults.BadValue.Code, $"There are {named.Count} tokens '{OtherSideText.Show(identity)}' ({string.Join(", ", named.Select(static token => $"{OtherSideText.Show(token.Details.Owner)}: {token.Details.Id:D}"))}); name the one by its id.", "identity")]);
    }

    // Hashing takes its time: who was removed or changed meanwhile stays so.
    private void NoteSignIn(string name, string hash) => database.Change(session =>
    {
        if (session.Records.Access.FindAdministrator(name) is { } found && found.PasswordHash == hash) session.Records.Access.Save(found with { LastSignIn = session.Now });
        return true;
    });

    // A token that was stolen must not breed others that outlive it, nor end those of its owner.
    private static void RefuseTokens(SignedIn who)
    {
        if (who.Method == ByTokenMethod) throw MoveFaults.Refuse(MoveFaults.NotAllowed, "Tokens are made and withdrawn by somebody who signs in with a name and a password, not by a token.");
    }

    private static StoredAdministrator Find(MoveSession session, string name) => session.Records.Access.FindAdministrator(name) ?? throw MoveFaults.Missing("administrator", name);

    private static void RefuseNobody(MoveSession session)
    {
        if (!session.Records.Access.Administrators().Any(static one => one.Role == Role.Administrator)) throw MoveFaults.Refuse(MoveFaults.NotNow, "This is the last who may administer the service; make another one first.");
    }

    private static void CheckPassword(string? password, List<InputError> errors)
    {
        if (password is not { Length: >= ShortestPassword and <= 1024 }) errors.Add(new InputError(MoveFaults.BadValue.Code, "password must have at least 12 characters.", "password"));
    }

    /// <summary>Ends what it waits with.</summary>
    public void Dispose() => _verifier.Dispose();

    private static ServiceAdministrator Show(StoredAdministrator one) => new(one.Name, one.Role, one.Created, one.LastSignIn);

    private static string RandomText(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

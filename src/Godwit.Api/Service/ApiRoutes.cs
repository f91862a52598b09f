namespace Godwit.Api;

/// <summary>
/// The paths of the service. <c>{identity}</c> stands for a name or a GUID, percent-encoded; names are compared without case. Something that is not found is answered with 404, never with everything.
/// Every change takes <c>?whatIf=true</c>: checked and answered as it would be, and nothing is changed; such an answer carries the header <see cref="WhatIfHeader"/>.
/// </summary>
public static class ApiRoutes
{
    /// <summary>What all paths begin with.</summary>
    public const string Root = "/api/v1";

    /// <summary>GET lists <see cref="MigrationEndpoint"/> (filter <c>type</c>), POST takes <see cref="NewMigrationEndpoint"/>.</summary>
    public const string Endpoints = Root + "/endpoints";
    /// <summary>GET, PATCH with <see cref="MigrationEndpointChanges"/>, DELETE.</summary>
    public const string Endpoint = Endpoints + "/{identity}";
    /// <summary>POST tests with the stored settings; answers <see cref="ServerAvailability"/>.</summary>
    public const string EndpointTest = Endpoint + "/test";
    /// <summary>GET lists the <see cref="EndpointHealth"/> of an endpoint, the newest first.</summary>
    public const string EndpointHealth = Endpoint + "/health";
    /// <summary>POST takes <see cref="ServerAvailabilityTest"/>, answers <see cref="ServerAvailability"/>; makes nothing.</summary>
    public const string AvailabilityTests = Root + "/availability-tests";

    /// <summary>GET lists <see cref="MigrationBatch"/> (filters <c>endpoint</c>, <c>status</c>), POST takes <see cref="NewMigrationBatch"/>.</summary>
    public const string Batches = Root + "/batches";
    /// <summary>GET, PATCH with <see cref="MigrationBatchChanges"/>, DELETE.</summary>
    public const string Batch = Batches + "/{identity}";
    /// <summary>POST takes <see cref="AddedUsers"/>: only rows that are new are taken in.</summary>
    public const string BatchUsers = Batch + "/users";
    /// <summary>POST starts, resumes what is stopped and tries again what has failed.</summary>
    public const string BatchStart = Batch + "/start";
    /// <summary>POST stops what is active or waits.</summary>
    public const string BatchStop = Batch + "/stop";
    /// <summary>POST takes <see cref="CompletionOrder"/>.</summary>
    public const string BatchComplete = Batch + "/complete";
    /// <summary>POST makes the next sync due now.</summary>
    public const string BatchSyncNow = Batch + "/sync-now";
    /// <summary>GET gives a row a user as <c>text/csv</c> (<c>startingRowIndex</c>, <c>rowCount</c>).</summary>
    public const string BatchReport = Batch + "/report";

    /// <summary>GET lists <see cref="MigrationUser"/> (filters <c>batch</c>, <c>status</c>, <c>statusSummary</c>, <c>emailAddress</c>).</summary>
    public const string Users = Root + "/users";
    /// <summary>GET, PATCH with <see cref="MigrationUserChanges"/>, DELETE. An address that stands in two batches needs the GUID, or <c>?batch=</c>.</summary>
    public const string User = Users + "/{identity}";
    /// <summary>POST starts, resumes or tries again.</summary>
    public const string UserStart = User + "/start";
    /// <summary>POST stops.</summary>
    public const string UserStop = User + "/stop";
    /// <summary>POST makes the next sync due now.</summary>
    public const string UserSyncNow = User + "/sync-now";
    /// <summary>POST takes <see cref="DeletionApproval"/>.</summary>
    public const string UserApproveDeletions = User + "/approve-deletions";
    /// <summary>GET gives <see cref="MigrationUserStatistics"/>; <c>includeReport=true</c>, <c>includeSkippedItems=true</c>.</summary>
    public const string UserStatistics = User + "/statistics";
    /// <summary>GET gives the <see cref="MoveReport"/>, as JSON or, where <c>text/plain</c> is asked for, as text. Kept after the user is removed.</summary>
    public const string UserReport = User + "/report";

    /// <summary>GET lists <see cref="MoveRequest"/> (filters <c>batchName</c>, <c>moveStatus</c>, <c>suspend</c>, <c>highPriority</c>), POST takes <see cref="NewMoveRequest"/>.</summary>
    public const string MoveRequests = Root + "/move-requests";
    /// <summary>GET, PATCH with <see cref="MoveRequestChanges"/>, DELETE.</summary>
    public const string MoveRequest = MoveRequests + "/{identity}";
    /// <summary>POST takes <see cref="SuspendOrder"/>.</summary>
    public const string MoveRequestSuspend = MoveRequest + "/suspend";
    /// <summary>POST takes <see cref="ResumeOrder"/>.</summary>
    public const string MoveRequestResume = MoveRequest + "/resume";
    /// <summary>GET gives <see cref="MoveRequestStatistics"/>; <c>includeReport=true</c>.</summary>
    public const string MoveRequestStatistics = MoveRequest + "/statistics";

    /// <summary>GET gives <see cref="MigrationConfig"/>, PATCH takes <see cref="MigrationConfigChanges"/>.</summary>
    public const string Config = Root + "/config";
    /// <summary>GET lists every <see cref="EffectiveLimit"/>.</summary>
    public const string Limits = Root + "/limits";
    /// <summary>GET gives <see cref="MigrationStatistics"/>.</summary>
    public const string Statistics = Root + "/statistics";
    /// <summary>GET lists <see cref="TargetStore"/>: what the configuration names.</summary>
    public const string Targets = Root + "/targets";
    /// <summary>GET lists <see cref="HealthCheck"/>; <c>maxQueueScanAgeSeconds</c>, 1800 when not given. Test-MRSHealth.</summary>
    public const string Health = Root + "/health";
    /// <summary>GET is a stream of <see cref="ServiceEvent"/> as server-sent events; <c>batch</c> filters, <c>Last-Event-ID</c> goes on from there.</summary>
    public const string Events = Root + "/events";
    /// <summary>GET lists <see cref="AuditEntry"/>, the newest first (filter <c>identity</c>).</summary>
    public const string Audit = Root + "/audit";
    /// <summary>GET tells who is signed in: <see cref="SignedIn"/>.</summary>
    public const string Me = Root + "/me";
    /// <summary>GET lists <see cref="ServiceAdministrator"/>, POST takes <see cref="NewServiceAdministrator"/>.</summary>
    public const string Administrators = Root + "/administrators";
    /// <summary>PATCH with <see cref="ServiceAdministratorChanges"/>, DELETE.</summary>
    public const string Administrator = Administrators + "/{identity}";
    /// <summary>GET lists the <see cref="AccessToken"/> of the signed-in, POST takes <see cref="NewAccessToken"/> and answers <see cref="IssuedToken"/>.</summary>
    public const string Tokens = Root + "/tokens";
    /// <summary>DELETE withdraws.</summary>
    public const string Token = Tokens + "/{identity}";

    /// <summary>The OpenAPI document; open to everybody, as it tells nothing of the service's data.</summary>
    public const string OpenApi = "/openapi/v1.json";

    /// <summary>The header of answers that changed nothing because <c>whatIf=true</c> asked for that.</summary>
    public const string WhatIfHeader = "Godwit-What-If";

    /// <summary>The header of every answer that names its request: a GUID, in the service's access log, the audit and the report of a move that it set going.</summary>
    public const string RequestIdHeader = "request-id";

    /// <summary>The header in which a client may name its request: 1 to 128 printable ASCII characters without blanks. Given back, logged, and kept in the audit.</summary>
    public const string ClientRequestIdHeader = "client-request-id";

    /// <summary>Fills <c>{identity}</c> in, percent-encoded.</summary>
    /// <exception cref="ArgumentException">The path has no place for one.</exception>
    public static string For(string route, string identity)
    {
        ArgumentNullException.ThrowIfNull(route);
        if (!route.Contains("{identity}", StringComparison.Ordinal)) throw new ArgumentException($"{route} names nobody.", nameof(route));
        return route.Replace("{identity}", Uri.EscapeDataString(identity), StringComparison.Ordinal);
    }
}

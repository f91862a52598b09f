using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Godwit.Store.Moves;

/// <summary>What is not searched for stands in a row as JSON: a field more needs no migration, and a row is read as it was meant.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EndpointOrder))]
[JsonSerializable(typeof(EndpointHealth))]
[JsonSerializable(typeof(BatchOrder))]
[JsonSerializable(typeof(MoveOrder))]
[JsonSerializable(typeof(MoveStanding))]
[JsonSerializable(typeof(MoveCounts))]
[JsonSerializable(typeof(OrganisationLimits))]
[JsonSerializable(typeof(List<MoveReportFolder>))]
[JsonSerializable(typeof(List<MigrationSkippedItem>))]
[JsonSerializable(typeof(List<ReportedFault>))]
[JsonSerializable(typeof(LatencySummary))]
[JsonSerializable(typeof(StoredAdministrator))]
[JsonSerializable(typeof(StoredToken))]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class Documents : JsonSerializerContext
{
    public static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    /// <exception cref="FaultException">What is stored is no such document.</exception>
    public static T Read<T>(string text, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("null");
        }
        catch (JsonException broken)
        {
            throw MoveFaults.Refuse(MoveFaults.StoreUnusable, $"A record of the service's database is damaged: it is no {typeof(T).Name}. Restore the database from a backup.", broken);
        }
    }
}

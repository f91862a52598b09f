using System.Text.Json.Serialization;

namespace Godwit.Server.Provisioning;

/// <summary>Which mailbox shall be made. Nothing in it is secret.</summary>
/// <param name="Move">The move's GUID.</param>
/// <param name="SourceAddress">The mailbox's address in the source.</param>
/// <param name="TargetAddress">Its address in the target.</param>
/// <param name="TargetStore">The store of this service that it is for; null when it is behind an endpoint.</param>
/// <param name="Region">The region that its row or the store names; null for none.</param>
internal sealed record ProvisioningRequest(Guid Move, string SourceAddress, string TargetAddress, string? TargetStore, string? Region);

/// <summary>The request as a webhook gets it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProvisioningRequest))]
internal sealed partial class ProvisioningJson : JsonSerializerContext;

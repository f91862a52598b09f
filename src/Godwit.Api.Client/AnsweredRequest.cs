namespace Godwit.Api.Client;

/// <summary>The service's own id of a request that it refused, beside the refusal: what its logs and its audit know it by.</summary>
public static class AnsweredRequest
{
    /// <summary>The id; null for a refusal that no service answered, or one that gave none.</summary>
    public static Guid? Of(Exception refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal.Data[ApiRoutes.RequestIdHeader] as Guid?;
    }

    /// <summary>The refusal, with the id that the answer names.</summary>
    internal static Exception Note(Exception refusal, HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues(ApiRoutes.RequestIdHeader, out var named) && Guid.TryParse(named.First(), out var id)) refusal.Data[ApiRoutes.RequestIdHeader] = id;
        return refusal;
    }
}

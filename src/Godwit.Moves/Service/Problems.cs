namespace Godwit.Moves;

/// <summary>Faults and bad input as the API tells them.</summary>
public static class Problems
{
    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        [MoveFaults.NotFound.Code] = 404, [MoveFaults.BadValue.Code] = 400, [MoveFaults.BadCsv.Code] = 400, [MoveFaults.TimeWithoutZone.Code] = 400, [MoveFaults.ChangedMeanwhile.Code] = 412,
        [MoveFaults.NameTaken.Code] = 409, [MoveFaults.NotNow.Code] = 409, [MoveFaults.TooManyBatches.Code] = 409, [MoveFaults.AlreadyMoving.Code] = 409, [MoveFaults.EndpointInUse.Code] = 409,
    };

    /// <summary>A fault. 422 for what another side refused, unless the kind has a status of its own.</summary>
    public static Problem Of(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new Problem(PageOf(fault.Code), fault.Kind.Title, Statuses.GetValueOrDefault(fault.Code, 422), fault.Told, fault.Code,
            fault.Side.ToString().ToLowerInvariant(), fault.Reach.ToString().ToLowerInvariant(), FaultWords.Remedy(fault.Remedy));
    }

    /// <summary>A fault with a status of its own.</summary>
    public static Problem Of(Fault fault, int status) => Of(fault) with { Status = status };

    /// <summary>Bad input.</summary>
    public static Problem Of(InputException input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var first = input.Errors[0];
        var detail = input.Errors.Count == 1 ? first.Detail : string.Create(CultureInfo.InvariantCulture, $"{first.Detail} And {input.Errors.Count - 1} more.");
        var allTaken = input.Errors.All(static error => error.Code == MoveFaults.AlreadyMoving.Code);
        var kind = allTaken ? MoveFaults.AlreadyMoving : first.Code == MoveFaults.BadCsv.Code ? MoveFaults.BadCsv : first.Code == MoveFaults.TimeWithoutZone.Code ? MoveFaults.TimeWithoutZone : MoveFaults.BadValue;
        return Of(new Fault(kind, Side.Service, detail), allTaken ? 409 : 400) with { Errors = input.Errors };
    }

    /// <summary>Where a fault's page is.</summary>
    public static string PageOf(string code) => $"docs/faults/{code}.md";
}

namespace Godwit.Store.Moves;

/// <summary>All records within one transaction of a session.</summary>
internal sealed class SqlRecords(SqlSession session) : IRecords
{
    public IEndpointRecords Endpoints { get; } = new EndpointRows(session);

    public IBatchRecords Batches { get; } = new BatchRows(session);

    public IMoveRecords Moves { get; } = new MoveRows(session);

    public ISlotRecords Slots { get; } = new SlotRows(session);

    public IReportRecords Reports { get; } = new ReportRows(session);

    public IAccessRecords Access { get; } = new AccessRows(session);

    public OrganisationLimits Limits
    {
        get => session.First("SELECT document FROM limits", static row => Documents.Read(row.GetString(0), Documents.Default.OrganisationLimits)) ?? OrganisationLimits.Default;
        set => session.Run("INSERT INTO limits (id, document) VALUES (1, @p0) ON CONFLICT (id) DO UPDATE SET document = excluded.document", Documents.Write(value, Documents.Default.OrganisationLimits));
    }
}

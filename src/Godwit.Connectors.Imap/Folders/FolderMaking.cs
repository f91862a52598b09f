namespace Godwit.Connectors.Imap;

/// <summary>Makes a folder with its missing parents: one flight to see what is there, one to make the rest and to see what became of it.</summary>
internal sealed class FolderMaking(ImapLane lane)
{
    private ImapConnection Connection => lane.Connection;

    internal Folder Make(FolderPath path, SpecialUse role, LaneUse use)
    {
        var steps = Lineage(path);
        var there = Look(steps, static list => list.Wait());
        if (there[^1] is { } existing && Selectable(existing)) return ToFolder(existing, path);
        use.AnswerLost = static () => true;
        for (var i = 0; i < steps.Count; i++)
        {
            var isLeaf = i == steps.Count - 1;
            if (isLeaf || there[i] is null) Create(steps[i], isLeaf ? role : SpecialUse.None);
        }
        use.AnswerLost = static () => false;
        return Look([steps[^1]], static list => list.Wait())[0] is { } made ? ToFolder(made, path) : new Folder(path, steps[^1]);
    }

    /// <summary>
    /// Makes many: one flight to see what is there, one for all that is missing. What was refused is not among the answers, whichever command it was that was refused. Of several wanted folders with
    /// one name on the wire the first is made; the others are refused in their turn.
    /// </summary>
    internal IReadOnlyList<MadeFolder> MakeTogether(IReadOnlyList<WantedFolder> wanted, LaneUse use)
    {
        var plan = wanted.Select(w => new Wanted(w, Lineage(w.Path))).DistinctBy(w => w.Name).ToList();
        var names = plan.SelectMany(w => w.Lineage).Distinct().ToList();
        var leaves = plan.ToDictionary(w => w.Name);
        var listed = Look(names, RowsUnlessRefused);
        var there = names.Where((n, i) => listed[i] is { } row && (!leaves.ContainsKey(n) || Selectable(row))).ToHashSet();
        var creates = names.Where(n => !there.Contains(n)).Select(n => new CreateCommand(n, leaves.TryGetValue(n, out var leaf) ? UseOf(leaf.Folder.Role) : null)).ToList();
        var subscribes = plan.Where(w => w.Folder.Subscribed).ToDictionary(w => w.Name, w => new SubscribeCommand(w.Name));
        use.AnswerLost = static () => true;
        Connection.Send([.. creates, .. subscribes.Values]);
        foreach (var create in creates) create.WaitForStatus();
        foreach (var subscribe in subscribes.Values) subscribe.WaitForStatus();
        use.AnswerLost = static () => false;
        return Made(plan, subscribes);
    }

    private List<MadeFolder> Made(List<Wanted> plan, Dictionary<string, SubscribeCommand> subscribes)
    {
        var made = new List<MadeFolder>();
        var listed = Look(plan.ConvertAll(w => w.Name), RowsUnlessRefused);
        for (var i = 0; i < plan.Count; i++)
        {
            if (listed[i] is not { } row || !Selectable(row)) continue;
            made.Add(new MadeFolder(ToFolder(row, plan[i].Folder.Path), subscribes.TryGetValue(plan[i].Name, out var subscribe) && subscribe.Status is { Condition: StatusCondition.Ok }));
        }
        return made;
    }

    /// <summary>Wire names from the top down to the folder itself.</summary>
    private List<string> Lineage(FolderPath path)
    {
        var names = new List<string>();
        for (var at = path; at is not null; at = at.Parent) names.Insert(0, lane.Facts.Names.WireOf(at));
        return names;
    }

    private static IReadOnlyList<ListedMailbox> RowsUnlessRefused(ListCommand list)
    {
        try
        {
            return list.Wait();
        }
        catch (ImapRefusedException)
        {
            return [];   // Who wants the folder alone is told why.
        }
    }

    private List<ListedMailbox?> Look(List<string> names, Func<ListCommand, IReadOnlyList<ListedMailbox>> rowsOf)
    {
        var extended = lane.Facts.Capabilities.Has("LIST-EXTENDED");
        var what = extended ? new ListReturn { Subscribed = true, SpecialUse = lane.Facts.Capabilities.Has("SPECIAL-USE"), Status = ObjectIds } : null;
        var lists = names.ConvertAll(n => new ListCommand("", n) { Return = what });
        Connection.Send(lists);
        // All rows together: a server may give those of one LIST before it has answered the one before.
        var listed = lists.SelectMany(rowsOf).ToList();
        return names.ConvertAll(n => listed.FirstOrDefault(f => SameName(f.Name, n)));
    }

    private StatusItems ObjectIds => lane.Facts.Capabilities.Has("LIST-STATUS") && lane.Facts.TellsMailboxIds ? StatusItems.MailboxId : StatusItems.None;

    private bool SameName(string listed, string wanted) =>
        listed.Equals(wanted, lane.Facts.Server.IgnoresCase || wanted == "INBOX" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private void Create(string name, SpecialUse role)
    {
        var use = UseOf(role);
        try
        {
            Connection.Send(new CreateCommand(name, use)).Wait();
        }
        catch (ImapRefusedException e) when (use is not null && !e.Status.Is(ResponseCodeKind.AlreadyExists) && lane.Faults.Of(e, Doing.ChangingFolder).Reach <= Reach.Folder)
        {
            // RFC 6154 section 3: a server that will not give the role refuses with USEATTR; the folder is wanted without it too.
            Create(name, SpecialUse.None);
        }
        catch (ImapRefusedException e) when (e.Status.Is(ResponseCodeKind.AlreadyExists))
        {
            // Somebody was quicker, or a server that lists no mere nodes has it as one.
        }
    }

    private string? UseOf(SpecialUse role) => lane.Facts.Capabilities.Has("CREATE-SPECIAL-USE") ? FolderRoles.AttributeOf(role) : null;

    private static bool Selectable(ListedMailbox listed) => !listed.Is("\\NoSelect") && !listed.Is("\\NonExistent");

    private Folder ToFolder(ListedMailbox listed, FolderPath path) => FolderListing.ToFolder(listed, path, rolesByName: !lane.Facts.Capabilities.Has("SPECIAL-USE"));

    /// <summary>A folder that is wanted, with the wire names that lead to it.</summary>
    private sealed record Wanted(WantedFolder Folder, List<string> Lineage)
    {
        public string Name => Lineage[^1];
    }
}

/// <summary>A folder that was made, and whether it was subscribed to.</summary>
internal sealed record MadeFolder(Folder Folder, bool Subscribed);

using Numora.Access;
using Numora.Documents;
using Numora.Engine;
using Numora.Engine.Memory;

namespace Numora.Memory;

/// <summary>Learning, remembering and forgetting, always inside one workspace.</summary>
static class MemoryQueries
{
    /// <summary>The reading with what the workspace's reviewers have taught of this vendor and layout.</summary>
    public static async Task<Engine.Extraction> RecallAsync(
        this NumoraDb db, Document document, Engine.Extraction read, CancellationToken ct) =>
        read.Words is { } words
            ? VendorMemory.Apply(read, await db.TeachersAsync(document.Id, document.WorkspaceId, read.Schema, words, ct))
            : read;

    /// <summary>Keeps the words of a document that was read, also again; saved with the result.</summary>
    public static async Task KeepWordsAsync(this NumoraDb db, Document document, DocumentWords? words, bool again)
    {
        var before = again ? await db.Set<KeptWords>().SingleOrDefaultAsync(w => w.DocumentId == document.Id) : null;
        if (before is not null && words is not null)
            before.Replace(words);
        else if (before is not null)
            db.Remove(before);
        else if (words is not null)
            db.Add(new KeptWords(document, words));
        words?.Check();
    }

    /// <summary>Adds what the approval of a document teaches; to be saved by the caller.</summary>
    public static async Task LearnAsync(this NumoraDb db, Document document, Actor by, DateTimeOffset now, CancellationToken ct)
    {
        var words = await db.Set<KeptWords>().AsNoTracking().SingleOrDefaultAsync(w => w.DocumentId == document.Id, ct);
        if (words is null || Schemas.Find(document.Schema) is not { } schema || document.Result is not { } result)
            return;

        var approved = result.Fields.ToDictionary(f => f.Key, f => new ApprovedField(
            f.Value.Value, f.Value.IsCorrection, f.Value.Page, f.Value.Box));
        var teachers = await db.TeachersAsync(document.Id, document.WorkspaceId, document.Schema, words.Words, ct);
        if (VendorMemory.Teach(schema, words.Words, approved, teachers) is not { } lesson)
            return;
        if (lesson.Fields.Count > 0)
            db.Add(new TaughtLayout(document, lesson, by, now));
        foreach (var memory in lesson.Contradicts)
            db.Add(new Contradiction(memory, document.Id, document.WorkspaceId));
    }

    /// <summary>Takes back what a document's approval taught and said against others; to be saved by the caller.</summary>
    /// <returns>The memories that go.</returns>
    public static async Task<IReadOnlyList<MemoryEntry>> UnlearnAsync(this NumoraDb db, Document document, CancellationToken ct)
    {
        var layout = await db.Set<TaughtLayout>().Include(l => l.Entries).Include(l => l.Keys).AsSplitQuery()
            .SingleOrDefaultAsync(l => l.DocumentId == document.Id, ct);
        if (layout is not null)
            db.Remove(layout);
        db.RemoveRange(await db.Set<Contradiction>().Where(c => c.DocumentId == document.Id).ToListAsync(ct));
        return layout is null ? [] : [.. layout.Entries];
    }

    /// <summary>
    /// The workspace's lessons that may fit a document: those that share its vendor's keys or its layout's bands, most of them
    /// first. Each key is one probe of an index, however many vendors there are.
    /// </summary>
    static async Task<IReadOnlyList<Teacher>> TeachersAsync(
        this NumoraDb db, string documentId, string workspace, string schema, DocumentWords words, CancellationToken ct)
    {
        var keys = words.LookupKeys.ToArray();
        var ids = await db.Database.SqlQuery<string>($"""
            select t.document_id as "Value"
            from unnest({keys}) w(key)
            cross join lateral (
                select k.document_id from taught_keys k
                where k.workspace_id = {workspace} and k.key = w.key and k.document_id <> {documentId}
                order by k.document_id desc limit {VendorMemory.MostTeachers}) t
            group by t.document_id
            order by sum(case when w.key like 'form:%' then 1 else 100 end) desc, t.document_id desc
            limit {VendorMemory.MostTeachers}
            """).ToListAsync(ct);
        if (ids.Count == 0)
            return [];

        var layouts = await db.Set<TaughtLayout>().AsNoTracking().Include(l => l.Keys)
            .Where(l => l.WorkspaceId == workspace && l.Schema == schema && ids.Contains(l.DocumentId)).ToListAsync(ct);
        var entries = await db.Set<MemoryEntry>().AsNoTracking()
            .Where(e => e.WorkspaceId == workspace && ids.Contains(e.DocumentId) && e.Contradictions.Count < Contradiction.Retiring)
            .ToListAsync(ct);
        var byLayout = entries.ToLookup(e => e.DocumentId);
        return [.. layouts.OrderBy(l => ids.IndexOf(l.DocumentId)).Select(l => l.Teacher(byLayout[l.DocumentId]))];
    }
}

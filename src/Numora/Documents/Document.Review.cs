using Numora.Access;
using Numora.Engine;
using static Numora.Documents.DocumentStatus;

namespace Numora.Documents;

// What reviewers do. The rules: spec/api.md §3 and §10.
sealed partial class Document
{
    /// <summary>Makes the result the confirmed truth.</summary>
    /// <param name="review">Normalised; null when the caller named none: then the marks stay as they are.</param>
    /// <returns>False when nothing changed: it was approved just so before.</returns>
    public bool Approve(DateTimeOffset? expected, ReviewState? review, Actor by, DateTimeOffset now)
    {
        if (Finalized && (WasApproved(expected, review) || (expected is null && SaysNothingNew(review))))
            return false;
        Expect(expected, "approve");
        if (!HasResult)
            throw Conflict($"{Id} is {Wire(Status)} and cannot be approved.");

        if (Finalized && SaysNothingNew(review))
            return false;
        Approvals = [.. Approvals.TakeLast(MaxApprovals - 1), new(expected, review)];
        if (review is not null)
            ReviewState = review.OrNull;
        if (!Finalized)
            Become(Reviewed, "document.reviewed", by, now);
        else
        {
            // Confirmed again with other marks: no second effect downstream.
            Touch(now);
            Tell("document.review_state_changed", by);
        }

        return true;
    }

    /// <summary>An exact replay of an approval since the last reject or edit.</summary>
    bool WasApproved(DateTimeOffset? expected, ReviewState? review) => Approvals.Any(a =>
        a.ExpectedUpdatedAt == expected && ReviewState.Same(a.ReviewState, review));

    bool SaysNothingNew(ReviewState? review) => review is null || ReviewState.Same(ReviewState, review.OrNull);

    /// <summary>Back to review; what was confirmed stays marked.</summary>
    public void Reject(string? reason, Actor by, DateTimeOffset now)
    {
        if (!HasResult)
            throw Conflict($"{Id} is {Wire(Status)} and cannot be rejected.");

        Approvals = [];
        if (Status is ReviewRequired)
        {
            Touch(now);
            Tell("document.rejected", by, new { reason });
        }
        else
            Become(ReviewRequired, "document.rejected", by, now, new { reason });
    }

    /// <summary>Takes a reviewer's corrections; a finalized document goes back to review.</summary>
    /// <returns>The ids of the lines that were added.</returns>
    public IReadOnlyList<string> Edit(Corrections corrections, Actor by, DateTimeOffset now)
    {
        if (!HasResult || Result is null)
            throw Conflict($"{Id} is {Wire(Status)}; there is no result to correct.");

        var changes = new List<object>();
        foreach (var (name, value) in corrections.Fields)
        {
            changes.Add(new { field = name, from = Result.Value(name), to = value });
            Result.Correct(name, value);
        }

        var added = new List<string>();
        foreach (var line in corrections.Lines)
        {
            var id = Result.CorrectLine(line.Id, line.Fields);
            if (line.Id is null)
                added.Add(id);
            changes.Add(new { line = id, added = line.Id is null, to = line.Fields });
        }

        Result.RemoveLines(corrections.Removed);
        changes.AddRange(corrections.Removed.Select(id => new { line = id, removed = true }));
        Result.Check(Schemas.Find(Schema)!);
        ReviewState = ReviewState?.Without(corrections.Removed);
        Approvals = [];
        IdentityKey = BusinessIdentity.Of(this);
        if (Finalized)
            Become(ReviewRequired, "document.edited", by, now, new { changes });
        else
        {
            Touch(now);
            Tell("document.edited", by, new { changes });
        }

        return added;
    }

    /// <summary>What its review taught was forgotten. The document itself stays as it is, and so does its version.</summary>
    public void Forgot(IReadOnlyList<string> fields, Actor by, DateTimeOffset now) =>
        _events.Add(new(this, "document.memory_forgotten", by, new { fields }, enters: false, at: now));

    /// <summary>Throws 409 where it is not at the version that was looked at; null: any will do.</summary>
    public void Expect(DateTimeOffset? expected, string action)
    {
        if (expected is { } version && version != UpdatedAt)
            throw Conflict($"{action} conflict"); // the seeds' words
    }
}

/// <summary>A reviewer's corrections, checked against the schema. A null value removes the field.</summary>
sealed record Corrections(
    IReadOnlyDictionary<string, FieldValue?> Fields, IReadOnlyList<LineCorrection> Lines, IReadOnlySet<string> Removed);

/// <param name="Id">Null: a new line.</param>
sealed record LineCorrection(string? Id, IReadOnlyDictionary<string, FieldValue?> Fields);

using Numora.Access;
using Numora.Engine;
using static Numora.Documents.DocumentStatus;

namespace Numora.Documents;

// What reviewers do. The rules: spec/api.md §3 and §10.
sealed partial class Document
{
    /// <summary>Makes the result the confirmed truth.</summary>
    /// <param name="review">Normalised; <see cref="ReviewState"/> when the caller named none.</param>
    /// <returns>False when nothing changed: it was approved just so before.</returns>
    public bool Approve(DateTimeOffset? expected, ReviewState? review, Actor by, DateTimeOffset now)
    {
        if (Finalized && (Same(expected, review) || (expected is null && ReviewState.Same(ReviewState, review))))
            return false; // an exact replay, or nothing new
        Expect(expected, "approve");
        if (!HasResult)
            throw Conflict($"{Id} is {Wire(Status)} and cannot be approved.");

        if (!Finalized)
        {
            (ReviewState, Approval) = (review, new(expected, review));
            Become(Reviewed, "document.reviewed", by, now);
            return true;
        }

        if (ReviewState.Same(ReviewState, review))
            return false;
        // Confirmed again with other marks: no second effect downstream.
        (ReviewState, Approval) = (review, new(expected, review));
        Touch(now);
        Tell("document.review_state_changed", by);
        return true;
    }

    bool Same(DateTimeOffset? expected, ReviewState? review) =>
        Approval is not null && Approval.ExpectedUpdatedAt == expected && ReviewState.Same(Approval.ReviewState, review);

    /// <summary>Back to review; what was confirmed stays marked.</summary>
    public void Reject(DateTimeOffset? expected, string? reason, Actor by, DateTimeOffset now)
    {
        Expect(expected, "reject");
        if (!HasResult)
            throw Conflict($"{Id} is {Wire(Status)} and cannot be rejected.");

        Approval = null;
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
    public IReadOnlyList<string> Edit(Corrections corrections, DateTimeOffset? expected, Actor by, DateTimeOffset now)
    {
        Expect(expected, "edit");
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
        ReviewState = ReviewState?.Without(corrections.Removed);
        Approval = null;
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

    void Expect(DateTimeOffset? expected, string action)
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

using System.Text.Json.Serialization;

namespace Numora.Documents;

/// <summary>What a reviewer has explicitly confirmed (seeds, "The review_state Object"). Null when nothing is.</summary>
sealed record ReviewState(
    int Version, IReadOnlyList<string> ConfirmedGeneralFieldNames, IReadOnlyList<string> ConfirmedLineItemIds)
{
    public const int CurrentVersion = 1;

    /// <summary>The normalised value: null when both lists are empty.</summary>
    public static ReviewState? Of(IReadOnlyList<string> fields, IReadOnlyList<string> lines) =>
        fields.Count == 0 && lines.Count == 0 ? null : new(CurrentVersion, fields, lines);

    /// <summary>Itself, or null when nothing is confirmed.</summary>
    [JsonIgnore]
    public ReviewState? OrNull => Of(ConfirmedGeneralFieldNames, ConfirmedLineItemIds);

    /// <summary>Two normalised values that say the same.</summary>
    public static bool Same(ReviewState? a, ReviewState? b) =>
        ReferenceEquals(a, b) || (a is not null && b is not null
            && a.ConfirmedGeneralFieldNames.SequenceEqual(b.ConfirmedGeneralFieldNames)
            && a.ConfirmedLineItemIds.SequenceEqual(b.ConfirmedLineItemIds));

    /// <summary>Without a line item that is no more.</summary>
    public ReviewState? Without(IReadOnlySet<string> lines) =>
        Of(ConfirmedGeneralFieldNames, [.. ConfirmedLineItemIds.Where(id => !lines.Contains(id))]);
}

/// <summary>An approval: an exact replay of it is answered, not repeated.</summary>
/// <param name="ExpectedUpdatedAt">As the approver sent it.</param>
/// <param name="ReviewState">As the approver sent it, normalised; null when none was sent.</param>
sealed record Approval(DateTimeOffset? ExpectedUpdatedAt, ReviewState? ReviewState);

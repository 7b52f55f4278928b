using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>A value at a remembered place.</summary>
/// <param name="Confidence">0 to 1, by how much speaks for it: label, place and shape.</param>
sealed record Recalled(Candidate Candidate, double Confidence);

/// <summary>Reads a field off a document where another of its layout had it.</summary>
static class PlaceReader
{
    /// <summary>How far from the transferred place a value may stand, in ems.</summary>
    const double OffAcross = 1.2;
    const double OffDown = 0.8;

    // What the evidence is worth: measured in docs/memory.md.
    const double LabelPlaceAndShape = 0.97;
    const double LabelAndPlace = 0.93;
    const double LabelAndShape = 0.9;
    const double LabelOnly = 0.82;
    const double PlaceAndShape = 0.85;
    const double PlaceWithoutLabel = 0.7;
    const double PlaceOnly = 0.65;

    /// <summary>Shorter words are remembered of no layout.</summary>
    const int ShortestWord = 3;

    /// <summary>Lines near a place; more lie upon each other.</summary>
    const int MostLines = 60;

    /// <summary>A candidate further off loses a little, so that of several the nearest wins.</summary>
    const double PerEm = 0.002;
    const double MostPerDistance = 0.1;

    public static Recalled? Read(FieldKind kind, TaughtField field, TaughtPlace place, Sheets sheets, Func<int, int, Anchors?> anchors)
    {
        var own = place.Page < 0 ? sheets.LastPage : place.Page;
        var best = OnPage(kind, field, place, sheets, own, anchors(place.Page, own));
        if (best is not null || (place.Left is null && place.Above is null))
            return best;
        // What stood on the only page may stand on the last of several, and the reverse: by its label alone.
        foreach (var page in sheets.Pages.Reverse().Where(p => p.Number != own))
            if (OnPage(kind, field, place, sheets, page.Number, null) is { } found && (best is null || found.Confidence > best.Confidence))
                best = found;
        return best;
    }

    static Recalled? OnPage(FieldKind kind, TaughtField field, TaughtPlace place, Sheets sheets, int page, Anchors? anchors)
    {
        if (place.Box.Count != 4)
            return null;
        var target = anchors is { Fit: true } ? anchors.Move(new(place.Box[0], place.Box[1], place.Box[2], place.Box[3])) : (Box?)null;
        var left = place.Left is null ? [] : Labels.Find(place.Left, page, sheets);
        var above = place.Above is null ? [] : Labels.Find(place.Above, page, sheets);
        if (target is null && left.Count == 0 && above.Count == 0)
            return null;

        Recalled? best = null;
        var bestScore = 0.0;
        foreach (var line in sheets.Of(page).Where(l => IsNear(l, target, left, above, place)).Take(MostLines))
        {
            foreach (var candidate in Candidates.In(line, kind, field, place, sheets))
            {
                if (IsPrinted(candidate, kind, anchors) || left.Concat(above).Any(l => l.Overlaps(candidate.From)))
                    continue;
                var (confidence, score) = Weigh(candidate, kind, place, target, left, above);
                if (confidence > 0 && score > bestScore)
                    (best, bestScore) = (new(candidate, Math.Round(confidence * Sure(candidate), 4)), score);
            }
        }

        return best;
    }

    /// <summary>Whether anything in the line can be the value: the others need not be read.</summary>
    static bool IsNear(Line line, Box? target, IReadOnlyList<TextSpan> left, IReadOnlyList<TextSpan> above, TaughtPlace place)
    {
        var slack = 2 * Math.Max(place.Em, line.Box.Height);
        if (target is { } box && line.Box.Y0 - slack <= box.Y1 && line.Box.Y1 + slack >= box.Y0)
            return true;
        return left.Any(l => Math.Abs(l.Box.CentreY - line.Box.CentreY) <= slack)
            || above.Any(l => line.Box.Y0 >= l.Box.Y0 && line.Box.CentreY - l.Box.CentreY <= (place.Above!.Dy + 2) * place.Em * 1.5);
    }

    static (double Confidence, double Score) Weigh(
        Candidate candidate, FieldKind kind, TaughtPlace place, Box? target, IReadOnlyList<TextSpan> left, IReadOnlyList<TextSpan> above)
    {
        var value = candidate.From;
        var isRight = left.Any(l => Labels.IsRight(place.Left!, l, value));
        var isBelow = above.Any(l => Labels.IsBelow(place.Above!, l, value));
        var off = target is { } box ? Off(box, value) : double.PositiveInfinity;
        var (isLabelled, isThere) = (isRight || isBelow, off <= 1);
        var isShaped = kind is FieldKind.Name or FieldKind.Address || ValueShape.Same(place.Shape, Candidates.Trim(value.Text))
            || ValueShape.Same(place.Shape, value.Text);
        var confidence = (isLabelled, isThere, isShaped) switch
        {
            (true, true, true) => LabelPlaceAndShape,
            (true, true, false) => LabelAndPlace,
            (true, false, true) => LabelAndShape,
            (true, false, false) => LabelOnly,
            // Amounts look alike, and they move with the items above them.
            (false, true, true) => kind is not FieldKind.Amount && place.Left is null && place.Above is null
                ? PlaceAndShape : PlaceWithoutLabel,
            (false, true, false) => PlaceOnly,
            _ => 0,
        };
        var both = isRight && isBelow ? 0.01 : 0;
        var distance = target is null ? MostPerDistance : Math.Min(MostPerDistance, off * PerEm);
        return (confidence, confidence + both - distance);
    }

    /// <summary>At most 1 where the value stands at the place: it may begin, end or have its middle there.</summary>
    static double Off(Box target, TextSpan value)
    {
        var (box, em) = (value.Box, value.Em);
        var across = Math.Min(Math.Min(Math.Abs(box.X0 - target.X0), Math.Abs(box.X1 - target.X1)),
            Math.Abs(box.CentreX - target.CentreX)) / (em * OffAcross);
        // Of several lines the first stands at the top.
        var down = Math.Min(Math.Abs(box.CentreY - target.CentreY), Math.Abs(box.Y0 - target.Y0)) / (em * OffDown);
        return Math.Max(across, down);
    }

    /// <summary>Words that are on every document of the layout are no value of this one.</summary>
    static bool IsPrinted(Candidate candidate, FieldKind kind, Anchors? anchors) =>
        kind is FieldKind.Name or FieldKind.Address or FieldKind.Code && anchors is not null
        && Enumerable.Range(candidate.From.First, candidate.From.Count).Select(i => candidate.From.Line.Folded[i])
            .All(w => w.Length < ShortestWord || anchors.Shared.Contains(w));

    static double Sure(Candidate candidate) => candidate.Spans.Min(s => s.Confidence);
}

using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Parties;

/// <summary>Finds the blocks of names and addresses, under headings such as "Bill to" and without one.</summary>
internal sealed class PartyFinder(DocumentText text, TableHeaders headers)
{
    /// <summary>A heading of less weight must stand alone or end in a colon.</summary>
    const double SureHeading = 0.6;

    /// <summary>In ems: a value right of its heading is nearer.</summary>
    const double FarthestRight = 14;

    /// <summary>Part of the first page in which a block without a heading is looked for.</summary>
    const double UpperPart = 0.5;

    /// <summary>Parties under headings of a role, with the heading's weight, in document order.</summary>
    public IEnumerable<(Party Party, Label Heading)> Under(Role role)
    {
        foreach (var label in text.Lines.SelectMany(l => l.Labels).Where(l => l.Role == role))
        {
            if (!headers.IsColumn(label) && IsHeading(label) && At(label) is { } party)
                yield return (party, label);
        }
    }

    /// <summary>Blocks of the first page's upper part that hold an address and have no heading.</summary>
    public IReadOnlyList<Party> Unheaded()
    {
        var parties = new List<Party>();
        foreach (var content in text.Lines)
        {
            if (content.Line.Page.Number > 1 || content.Line.Box.Y0 > content.Line.Page.Height * UpperPart)
                break;

            foreach (var segment in content.Line.Segments)
            {
                if (parties.Any(p => p.Covers(segment)) || !Names.IsLike(text, segment))
                    continue;
                if (PartyBlock.Of(text, Column.Below(text, segment).Prepend(segment)) is { AddressSpans.Count: > 0 } party
                    && party.AddressSpans.Any(s => AddressLines.PartOf(s) is AddressPart.City or AddressPart.Street)
                    && !parties.Any(p => p.AddressSpans.Any(a => party.AddressSpans.Any(a.Overlaps)))) // "Attn. Ms …" is no second one
                {
                    parties.Add(party);
                }
            }
        }

        return parties;
    }

    /// <summary>The party whose name begins a segment.</summary>
    public Party? From(TextSpan name) => PartyBlock.Of(text, Column.Below(text, name).Prepend(name));

    static bool IsHeading(Label label)
    {
        var segment = label.Span.Line.SegmentOf(label.Span.First);
        if (label.Span.First != segment.First)
            return label is { EndsInColon: true, Weight: >= SureHeading };
        if (label.EndsInColon || label.Span.Last == segment.Last)
            return true;

        // "Supplier GmbH" is a name; a heading without a colon has a gap after it or is a phrase of its own: "Bill to".
        return label.Weight >= SureHeading
            && (label.Span.Count > 1 || label.Span.Line.GapBefore(label.Span.Last + 1) > GapAfterHeading);
    }

    const double GapAfterHeading = 0.7;

    Party? At(Label heading)
    {
        var line = heading.Span.Line;
        var segment = line.SegmentOf(heading.Span.Last);
        var first = heading.Span.Last + 1;
        while (first <= segment.Last && line.Folded[first].Length == 0)
            first++;

        if (first <= segment.Last)
        {
            var rest = new TextSpan(line, first, segment.Last);
            if (!IsValue(rest) || From(rest) is not { } party)
                return null;

            // The lines after "Bill to: Acme" may begin under the heading instead of under the name.
            return PartyBlock.Of(text, Column.Below(text, heading.Span).Prepend(rest)) is { } under
                && under.AddressSpans.Count > party.AddressSpans.Count ? under : party;
        }

        var below = PartyBlock.Of(text, Column.Below(text, heading.Span));
        return below ?? (Right(heading) is { } right && IsValue(right) ? From(right) : null);
    }

    /// <summary>What stands under "Address:" near a name whose block holds none.</summary>
    public IReadOnlyList<TextSpan> AddressNear(Party party)
    {
        var name = party.NameSpans[0];
        for (var n = name.Line.Number; n <= Math.Min(text.Lines.Count - 1, name.Line.Number + AddressLinesBelow); n++)
        {
            var content = text.Lines[n];
            var label = content.Labels.FirstOrDefault(l => l.Role is Role.Address && l.EndsInColon && content.Line.Page == name.Line.Page
                && (n == name.Line.Number ? l.Span.First > name.Last : Math.Abs(l.Span.Box.X0 - name.Box.X0) < AddressIndent * name.Em));
            if (label is not null && PartyBlock.AddressAt(text, label) is { Count: > 0 } address)
                return address;
        }

        return [];
    }

    /// <summary>What stands under the first "Address:" of the first page's upper part that is none of these parties'.</summary>
    public IReadOnlyList<TextSpan> LabelledAddress(IReadOnlyList<Party> others)
    {
        foreach (var content in text.Lines.TakeWhile(l => l.Line.Page.Number == 1 && l.Line.Box.Y0 < l.Line.Page.Height * UpperPart))
        {
            foreach (var label in content.Labels.Where(l => l.Role is Role.Address && l.EndsInColon))
            {
                if (PartyBlock.AddressAt(text, label) is { Count: > 0 } address && !others.Any(o => address.Any(o.Covers)))
                    return address;
            }
        }

        return [];
    }

    const int AddressLinesBelow = 3;

    /// <summary>In ems.</summary>
    const double AddressIndent = 5;

    bool IsValue(TextSpan span) => Names.IsLike(text, span) || LegalForms.IsIn(span);

    static TextSpan? Right(Label heading)
    {
        var line = heading.Span.Line;
        var segment = line.SegmentOf(heading.Span.Last);
        if (segment.Last + 1 >= line.Words.Count)
            return null;

        var next = line.SegmentOf(segment.Last + 1);
        return next.Box.X0 - segment.Box.X1 <= FarthestRight * heading.Span.Em ? next : null;
    }
}

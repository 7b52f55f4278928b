using System.Text.Json.Serialization;

namespace Numora.Engine.Memory;

/// <summary>What one confirmed document teaches about one field.</summary>
/// <param name="Corrected">A person changed what was read; otherwise the reading was confirmed.</param>
/// <param name="Absent">A person removed what was read: there is no such value at <paramref name="Places"/>.</param>
/// <param name="Constant">The value, where it is the vendor's and the same on every document; null for all others.</param>
/// <param name="OnPage">Whether the value stood on the page.</param>
/// <param name="MonthFirst">For a date in numbers: whether the month comes first; null where that does not show.</param>
/// <param name="DecimalComma">For an amount: whether the comma stands before the cents; null where that does not show.</param>
/// <param name="Places">Where the value stood, the surest first.</param>
public sealed record TaughtField(
    string Field, bool Corrected, bool Absent, FieldValue? Constant, bool OnPage, bool? MonthFirst, bool? DecimalComma,
    IReadOnlyList<TaughtPlace> Places);

/// <summary>A place on the teaching document, in points.</summary>
/// <param name="Page">From 1; counted from the last page (-1) where it was the last of several.</param>
/// <param name="Box">x0, y0, x1, y1.</param>
/// <param name="Em">The value's font size.</param>
/// <param name="Left">The label in the same line, or null.</param>
/// <param name="Above">The label over the value, or null.</param>
/// <param name="Shape">Of the value as printed: <see cref="ValueShape"/>.</param>
/// <param name="Words">Of the value in its first line.</param>
/// <param name="Lines">Of the value.</param>
/// <param name="Until">The folded mark behind the value in the same line, e.g. a middle dot; null where the segment ends.</param>
public sealed record TaughtPlace(
    int Page, IReadOnlyList<double> Box, double Em, TaughtLabel? Left, TaughtLabel? Above, string Shape, int Words, int Lines,
    string? Until);

/// <summary>The words that announce a value.</summary>
/// <param name="Text">As printed.</param>
/// <param name="Words">Folded.</param>
/// <param name="Between">Numbers between label and value in the same line.</param>
/// <param name="Dx0">From the label's left edge to the value's, in ems.</param>
/// <param name="Dx1">From the label's right edge to the value's.</param>
/// <param name="Dy">From centre to centre, downwards.</param>
public sealed record TaughtLabel(string Text, IReadOnlyList<string> Words, int Between, double Dx0, double Dx1, double Dy)
{
    [JsonIgnore]
    internal double DxCentre => (Dx0 + Dx1) / 2;
}

/// <summary>Everything that one confirmed document teaches.</summary>
/// <param name="Vendor">The vendor's name, for people; null where none is confirmed.</param>
/// <param name="Keys">By which documents of this vendor and layout are found.</param>
/// <param name="Print">The layout's: <see cref="LayoutPrint"/>.</param>
/// <param name="Anchors">Packed pages with only those words that may be on every document of the layout.</param>
/// <param name="Fields">Without those of which an earlier lesson says the same.</param>
/// <param name="Contradicts">Ids of earlier teachings that say something else (<see cref="Taught.Id"/>).</param>
public sealed record Lesson(
    string? Vendor, IReadOnlyList<string> Keys, IReadOnlyList<int> Print, byte[] Anchors, IReadOnlyList<TaughtField> Fields,
    IReadOnlyList<string> Contradicts);

/// <summary>A lesson as kept, with the ids of its parts.</summary>
/// <param name="DocumentId">The document that taught it.</param>
public sealed record Teacher(
    string DocumentId, IReadOnlyList<string> Keys, IReadOnlyList<int> Print, byte[] Anchors, IReadOnlyList<Taught> Fields);

/// <param name="Id">E.g. <c>mem_01jpwq4q9m7q4q2k8dax1x1q5n</c>.</param>
public sealed record Taught(string Id, TaughtField Field);

using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>
/// How a page of the teaching document lies to one of another document: words that stand once on each of them, and what
/// their places say about shift and scale.
/// </summary>
sealed class Anchors
{
    /// <summary>Of one page.</summary>
    const int MostWords = 400;

    /// <summary>Fewer shared words could be there by chance.</summary>
    const int LeastShared = 4;
    const double LeastShare = 0.25;

    /// <summary>Two words tell the scale only where they are this far apart, in points.</summary>
    const double FarEnough = 40;

    /// <summary>A shared word that is off by more belongs to another place, in points.</summary>
    const double MostOff = 14;

    /// <summary>Neighbours that tell how the surroundings of a place have moved, and how far from it they may stand.</summary>
    const int Neighbours = 10;
    const double Neighbourhood = 160;

    /// <summary>Shifts that are as good as equal, and a distance under which neighbours count alike, in points.</summary>
    const double SameShift = 4;
    const double SoftDistance = 12;

    /// <summary>What stands in the same line says more than what stands in the same column.</summary>
    const double LineFactor = 2.5;

    readonly List<(Box From, Box To)> _pairs;
    readonly double _scale;
    readonly double _x;
    readonly double _y;

    Anchors(List<(Box, Box)> pairs, double scale, double x, double y, double share, IReadOnlySet<string> shared) =>
        (_pairs, _scale, _x, _y, Share, Shared) = (pairs, scale, x, y, share, shared);

    /// <summary>The part of the teaching page's words that stand here in the same columns, 0 to 1.</summary>
    public double Share { get; }

    /// <summary>Whether the pages are of one layout.</summary>
    public bool Fit => _pairs.Count >= LeastShared && Share >= LeastShare;

    /// <summary>The words that are on both pages: labels and what else is printed on every document of the layout.</summary>
    public IReadOnlySet<string> Shared { get; }

    /// <summary>The page with only the words that may be on every document of the layout.</summary>
    /// <param name="values">Folded words of values that differ from document to document.</param>
    public static Page Only(Page page, IReadOnlySet<string> values) => page with
    {
        Words = [.. page.Words.GroupBy(w => TextFold.Squash(w.Text))
            .Where(g => LayoutPrint.IsLabelWord(g.Key) && g.Count() == 1 && !values.Contains(g.Key))
            .Select(g => g.First()).Take(MostWords)],
    };

    public static Anchors Between(Page from, Page to)
    {
        var there = to.Words.GroupBy(w => TextFold.Squash(w.Text)).Where(g => LayoutPrint.IsLabelWord(g.Key) && g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.First().Box);
        var all = new List<(Box From, Box To)>();
        var shared = new HashSet<string>();
        foreach (var word in from.Words)
            if (TextFold.Squash(word.Text) is var text && there.TryGetValue(text, out var box) && shared.Add(text))
                all.Add((word.Box, box));
        if (all.Count < LeastShared)
            return new(all, to.Width / from.Width, 0, 0, 0, shared);

        var scale = Scale(all, to.Width / from.Width);
        var x = Median([.. all.Select(p => p.To.CentreX - (scale * p.From.CentreX))]);
        var y = Median([.. all.Select(p => p.To.CentreY - (scale * p.From.CentreY))]);
        // Lines move down where a table grows, columns stay.
        var columns = all.Where(p => Math.Abs(p.To.CentreX - (scale * p.From.CentreX) - x) <= MostOff).ToList();
        return new(columns, scale, x, y, columns.Count / (double)Math.Max(1, from.Words.Count), shared);
    }

    /// <summary>Where a box of the teaching page lies on the other: moved as its neighbours have moved.</summary>
    public Box Move(Box box)
    {
        var near = _pairs.Select(p => (p.From, p.To, Distance: Distance(p.From, box))).Where(p => p.Distance <= Neighbourhood)
            .OrderBy(p => p.Distance).Take(Neighbours).ToList();
        var (x, y) = near.Count < 2 ? (_x, _y) : (
            Mode([.. near.Select(p => (p.To.CentreX - (_scale * p.From.CentreX), p.Distance))]),
            Mode([.. near.Select(p => (p.To.CentreY - (_scale * p.From.CentreY), p.Distance))]));
        return new((_scale * box.X0) + x, (_scale * box.Y0) + y, (_scale * box.X1) + x, (_scale * box.Y1) + y);
    }

    static double Distance(Box a, Box b)
    {
        var across = Math.Max(0, Math.Max(a.X0 - b.X1, b.X0 - a.X1));
        var down = Math.Abs(a.CentreY - b.CentreY);
        return (across / LineFactor) + down;
    }

    static double Scale(List<(Box From, Box To)> pairs, double otherwise)
    {
        var ratios = new List<double>();
        Add(pairs.OrderBy(p => p.From.CentreX).ToList(), b => b.CentreX);
        Add(pairs.OrderBy(p => p.From.CentreY).ToList(), b => b.CentreY);
        return ratios.Count < LeastShared ? otherwise : Math.Clamp(Median(ratios), 0.25, 4);

        void Add(List<(Box From, Box To)> sorted, Func<Box, double> at)
        {
            var half = sorted.Count / 2;
            for (var i = 0; i + half < sorted.Count; i++)
                if (at(sorted[i + half].From) - at(sorted[i].From) is var apart and > FarEnough)
                    ratios.Add((at(sorted[i + half].To) - at(sorted[i].To)) / apart);
        }
    }

    /// <summary>The shift that most of the neighbours share, the nearer the more: words of a table's rows change places.</summary>
    static double Mode(List<(double Shift, double Distance)> near)
    {
        var best = near.MaxBy(n => near.Sum(o => Math.Abs(o.Shift - n.Shift) <= SameShift ? 1 / (SoftDistance + o.Distance) : 0));
        return Median([.. near.Where(n => Math.Abs(n.Shift - best.Shift) <= SameShift).Select(n => n.Shift)]);
    }

    static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}

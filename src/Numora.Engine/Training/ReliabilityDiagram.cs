using System.Globalization;
using System.Text;

namespace Numora.Engine.Training;

/// <summary>Draws how often values of each confidence are right, as SVG: on the diagonal, the confidence is true.</summary>
static class ReliabilityDiagram
{
    const int Side = 320;
    const int Margin = 48;
    const double LargestDot = 16;

    public static string Of(string title, Figures figures)
    {
        var svg = new StringBuilder();
        Add(svg, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Side + 2 * Margin} {Side + 2 * Margin}"
              font-family="sans-serif" font-size="11">
            <rect width="100%" height="100%" fill="white"/>
            <text x="{Margin}" y="24" font-size="14">{title}: calibration error {figures.CalibrationError:0.000}</text>
            <rect x="{Margin}" y="{Margin}" width="{Side}" height="{Side}" fill="none" stroke="#888"/>
            <line x1="{Margin}" y1="{Margin + Side}" x2="{Margin + Side}" y2="{Margin}" stroke="#bbb" stroke-dasharray="4 4"/>
            <text x="{Margin + Side / 2}" y="{Side + 2 * Margin - 8}" text-anchor="middle">confidence (unseen vendors)</text>
            <text transform="translate(14 {Margin + Side / 2}) rotate(-90)" text-anchor="middle">share that is right</text>
            """);
        foreach (var tick in Enumerable.Range(0, 6).Select(i => i / 5.0))
        {
            Add(svg, $"""
                <text x="{X(tick):0.#}" y="{Margin + Side + 14}" text-anchor="middle">{tick:0.0}</text>
                <text x="{Margin - 6}" y="{Y(tick) + 4:0.#}" text-anchor="end">{tick:0.0}</text>
                """);
        }

        foreach (var (confidence, right, part) in figures.Diagram)
        {
            Add(svg, $"""
                <circle cx="{X(confidence):0.#}" cy="{Y(right):0.#}" r="{2 + LargestDot * Math.Sqrt(part):0.#}"
                fill="#2563eb" fill-opacity="0.6">
                <title>{100 * part:0.0} % of the values: confidence {confidence:0.00}, right {right:0.00}</title></circle>
                """);
        }

        return svg.Append("</svg>\n").ToString();
    }

    static double X(double part) => Margin + Side * part;

    static double Y(double part) => Margin + Side * (1 - part);

    static void Add(StringBuilder svg, FormattableString part) =>
        svg.AppendLine(part.ToString(CultureInfo.InvariantCulture));
}

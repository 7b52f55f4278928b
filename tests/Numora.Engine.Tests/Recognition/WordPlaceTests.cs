using Numora.Engine.Pages;
using Numora.Engine.Recognition;

namespace Numora.Engine.Tests.Recognition;

public class WordPlaceTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.02)]
    [InlineData(2, -0.03)]
    [InlineData(3, 0.01)]
    public void A_box_finds_back_to_where_it_is_seen(int quarters, double tilt)
    {
        var alignment = new Alignment(quarters, tilt);
        var seen = new Box(100, 200, 160, 212);

        var aligned = alignment.Aligned(seen, 595, 842);
        var (width, height) = quarters % 2 == 0 ? (595.0, 842.0) : (842.0, 595.0);
        var (back, shownWidth, shownHeight) = alignment.Displayed(aligned, width, height);

        Assert.Equal((595.0, 842.0), (shownWidth, shownHeight));
        Assert.Equal(seen.X0, back.X0, 6);
        Assert.Equal(seen.Y0, back.Y0, 6);
        Assert.Equal(seen.X1, back.X1, 6);
        Assert.Equal(seen.Y1, back.Y1, 6);
    }

    [Fact]
    public void A_dash_stands_on_the_line_of_its_neighbours_and_all_have_one_font_size()
    {
        RecognisedWord[] line =
        [
            new("Total", new(0, 100, 60, 122), 0.9, 122, 0), new("-", new(70, 110, 80, 113), 0.8, 122, 0),
            new("sum", new(90, 106, 130, 122), 0.9, 122, 0),
        ];

        var words = RecognisedLine.Words(line, pointsPerPixel: 0.24).ToList();

        Assert.Single(words.Select(w => w.FontSize).Distinct());
        Assert.InRange(words[0].FontSize, 6.5, 8);
        Assert.Equal(words[0].Box.CentreY, words[1].Box.CentreY, 3);
    }

    [Theory]
    [InlineData("|", 0.9, true)]
    [InlineData("__", 0.9, true)]
    [InlineData("~", 0.9, true)]
    [InlineData(".", 0.1, true)]
    [InlineData("-", 0.9, false)]
    [InlineData("12.50", 0.4, false)]
    [InlineData("12.50", 0.01, true)]
    public void Dirt_and_ruled_lines_are_no_words(string text, double confidence, bool isDirt) =>
        Assert.Equal(isDirt, Specks.Is(new(text, new(0, 0, 10 * text.Length, 20), confidence, 20, 0)));
}

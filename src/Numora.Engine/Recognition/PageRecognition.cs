using System.Diagnostics;
using Numora.Engine.Files;
using Numora.Engine.Images;
using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>From the picture of a page to its words.</summary>
static class PageRecognition
{
    /// <summary>Below, on average, a page was read upside down, sideways or in a script that it does not know.</summary>
    const double MinMeanConfidence = 0.6;

    /// <summary>A page that was turned on the word of its letters' shapes is read at least so well if they were right.</summary>
    const double MinMeanConfidenceOfTurned = 0.8;

    /// <param name="seen">The page as displayed; becomes grey.</param>
    /// <param name="size">Of the page as displayed, in points; null where the file does not know.</param>
    /// <returns>Null where the time was too short.</returns>
    /// <exception cref="UnreadableException">Recognition is not installed.</exception>
    public static Page? Read(int number, Picture seen, (double Width, double Height)? size, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        seen.Grey(darkest: TextPicture.MayBeNarrow(seen));
        lock (Recogniser.Gate)
        {
            using var ink = new Ink(seen);
            if (ink.IsBlank)
                return BlankPage(number, seen, size);
            var turns = ink.TurnsNeeded();
            var page = Read(turns);
            if (page is null)
                return null;
            foreach (var other in OtherTurns(seen, turns, MeanConfidence(page)))
            {
                var again = Read(other);
                if (again is not null && Sureness(again) > Sureness(page))
                    page = again;
            }

            return page;

            Page? Read(int quarters)
            {
                using var picture = TextPicture.Of(seen, size, new(quarters, ink.TiltAfter(quarters)));
                return PageRecognition.Read(
                    number, picture, Languages.First(picture.IsNarrow), patience - Stopwatch.GetElapsedTime(began));
            }
        }
    }

    /// <summary>The same page in another way, on the same place; null where the time was too short.</summary>
    /// <param name="first">What the first attempt read.</param>
    /// <param name="seen">As for the first attempt.</param>
    /// <param name="size">As for the first attempt.</param>
    public static Page? ReadAgain(Page first, Picture seen, (double Width, double Height)? size, TimeSpan patience)
    {
        seen.Grey(darkest: TextPicture.MayBeNarrow(seen));
        lock (Recogniser.Gate)
        {
            using var picture = TextPicture.Of(seen, size, first.Alignment, Attempt.Second);
            return Read(first.Number, picture, Languages.Second(first), patience);
        }
    }

    /// <exception cref="UnreadableException">With what to install.</exception>
    public static void Require()
    {
        if (!TessData.CanRecognise)
            throw new UnreadableException(FailureCode.RecognitionUnavailable, TessData.Advice);
    }

    static Page? Read(int number, TextPicture picture, string languages, TimeSpan patience)
    {
        if (patience <= TimeSpan.Zero)
            return null;
        var words = Recogniser.Of(languages)
            .Read(picture.Picture.Pix, picture.Layout, picture.Resolution, patience);
        return words is null ? null : PageOf(number, picture, words);
    }

    static Page BlankPage(int number, Picture seen, (double Width, double Height)? size)
    {
        var (width, height) = size ?? PaperSize.Of(seen.Width, seen.Height, seen.Resolution);
        return new(number, width, height, []) { IsRecognised = true };
    }

    /// <summary>Which other directions are worth a try after a reading that was not sure of its words.</summary>
    static IEnumerable<int> OtherTurns(Picture seen, int turns, double meanConfidence)
    {
        if (turns != 0 && meanConfidence < MinMeanConfidenceOfTurned)
            yield return 0;
        else if (meanConfidence < MinMeanConfidence && Orientation.TurnsOf(seen) is { } other && other != turns)
            yield return other;
    }

    static double MeanConfidence(Page page) => page.Words.Count == 0 ? 0 : page.Words.Average(w => w.Confidence);

    /// <summary>Of all letters together: upside down there are many words, all of them doubtful.</summary>
    static double Sureness(Page page) => page.Words.Sum(w => w.Text.Length * (w.Confidence - MinMeanConfidence));

    static Page PageOf(int number, TextPicture picture, List<RecognisedWord> words)
    {
        var read = words.Where(w => !Specks.Is(w)).GroupBy(w => w.Line)
            .SelectMany(line => RecognisedLine.Words([.. line], picture.PointsPerPixel)).ToList();
        return new(number, picture.Width, picture.Height, read) { IsRecognised = true, Alignment = picture.Alignment };
    }
}

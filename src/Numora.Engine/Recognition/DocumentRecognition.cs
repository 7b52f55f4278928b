using Numora.Engine.Images;
using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>Recognises the pages of one document as far as its time goes, and remembers which were left out.</summary>
sealed class DocumentRecognition(ReadingProgress progress)
{
    /// <summary>Words of one document; the engine reads no more anyway.</summary>
    const int MaxWords = 300_000;

    readonly RecognitionTime _time = new(progress.Recognising);
    readonly List<int> _left = [];
    readonly List<int> _damaged = [];
    int _read;
    int _words;

    /// <summary>Null where the page was left out.</summary>
    /// <param name="seen">Gives the page as displayed.</param>
    /// <param name="size">Of the page as displayed, in points; null where the file does not know.</param>
    public Page? Read(int number, Func<Picture> seen, (double Width, double Height)? size)
    {
        if (_words > MaxWords || _time.Next() is not { } patience)
        {
            _left.Add(number);
            return null;
        }

        try
        {
            using var picture = seen();
            var page = PageRecognition.Read(number, picture, size, patience);
            if (page is null)
                _left.Add(number);
            else
                (_read, _words) = (_read + 1, _words + page.Words.Count);
            return page;
        }
        catch (UnreadableException why) when (why.Code == FailureCode.FileCorrupt)
        {
            _damaged.Add(number); // the other pages of a TIFF may be well
            return null;
        }
    }

    /// <summary>A page in the other way; null where no time is left for it.</summary>
    /// <param name="first">As it was read at first.</param>
    /// <param name="seen">As for the first attempt.</param>
    /// <param name="size">As for the first attempt.</param>
    public Page? ReadAgain(Page first, Func<Picture> seen, (double Width, double Height)? size)
    {
        if (_time.Next() is not { } patience)
            return null;
        using var picture = seen();
        return PageRecognition.ReadAgain(first, picture, size, patience);
    }

    /// <exception cref="UnreadableException">There were pages to read, and not a single one was.</exception>
    public void RequireSome()
    {
        if (_read > 0 || _damaged.Count + _left.Count == 0)
            return;
        throw _damaged.Count > 0
            ? ImageHeader.Corrupt()
            : new(FailureCode.ExtractionTimeout,
                "The text of the pages takes too long to recognise. Scan them again, straight and clean, or send fewer.");
    }

    public IEnumerable<Warning> Warnings()
    {
        if (_damaged.Count > 0)
            yield return new("pages_unreadable", $"{PageNumbers.Named(_damaged)} could not be read: damaged.", []);
        if (_left.Count > 0)
            yield return new("pages_not_read",
                $"{PageNumbers.Named(_left)} could not be read in the time that a document has. Send them apart.", []);
    }
}

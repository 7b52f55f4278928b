namespace Numora.Engine.Recognition;

/// <summary>Leaves out what is no word: dirt, lines of a table, edges of the paper.</summary>
static class Specks
{
    /// <summary>Below, a word without letters or digits is dirt.</summary>
    const double MinSignConfidence = 0.3;

    /// <summary>Below, the recogniser itself does not believe that there is a word.</summary>
    const double MinConfidence = 0.05;

    const string Ruling = "|_—–-=~¦[](){}\\/.,:;'`\"‘’“”°•*«»<>!¢©®";

    /// <summary>More than this high for its width, and it is a line.</summary>
    const double MaxHeightOfWidth = 8;

    public static bool Is(RecognisedWord word)
    {
        if (word.Confidence < MinConfidence)
            return true;
        if (word.Text.Any(char.IsLetterOrDigit))
            return word.Text.Length == 1 && word.Box.Height > MaxHeightOfWidth * word.Box.Width;
        var isRuling = word.Text.All(c => c is '|' or '_' or '¦' or '—' or '~');
        return isRuling || (word.Confidence < MinSignConfidence
            && word.Text.All(c => Ruling.Contains(c, StringComparison.Ordinal)));
    }
}

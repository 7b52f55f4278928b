using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>A word as the recogniser gives it.</summary>
/// <param name="Box">The ink, in pixels of the picture.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Baseline">Where the letters stand, in pixels from the top, below the middle of the word.</param>
/// <param name="Line">The number of the text line, from 0.</param>
readonly record struct RecognisedWord(string Text, Box Box, double Confidence, double Baseline, int Line);

/// <summary>How the recogniser looks for text; the values are those of TessPageSegMode.</summary>
enum TextLayout
{
    /// <summary>Columns, tables, blocks: it finds out.</summary>
    Page = 3,

    /// <summary>One column of lines of various sizes.</summary>
    Column = 4,

    /// <summary>Lines over the whole width: a receipt.</summary>
    Block = 6,

    Line = 7,

    /// <summary>As many words as there are, in no order.</summary>
    Sparse = 11,
}

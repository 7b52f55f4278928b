namespace Numora.Engine.Pdf;

/// <summary>How far the words of a page can be trusted to be what a person sees.</summary>
enum TextLayer
{
    /// <summary>Nothing is drawn.</summary>
    Blank,

    /// <summary>The page can be read from its characters.</summary>
    Good,

    /// <summary>There are characters, but the font does not say which: recognition has to read the picture.</summary>
    Garbage,

    /// <summary>Pictures or outlines without characters: recognition has to read them.</summary>
    Picture,
}

/// <summary>One page of a PDF: its words and how good they are.</summary>
/// <param name="FormValues">Those of its words that come from form fields, whose text is good in any case.</param>
sealed record PdfPage(Pages.Page Page, TextLayer Layer, IReadOnlyList<Pages.Word> FormValues);

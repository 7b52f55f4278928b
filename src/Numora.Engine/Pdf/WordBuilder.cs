using System.Text;
using Numora.Engine.Pages;

namespace Numora.Engine.Pdf;

/// <summary>Collects characters into words; where one ends is decided by the distance to the next character.</summary>
sealed class WordBuilder(PageGeometry geometry)
{
    public const int MaxWords = 50_000;

    /// <summary>Longer runs are cut: no label, number or name is that long, and every later step is per word.</summary>
    public const int MaxWordCharacters = 200;

    /// <summary>A gap wider than this many ems parts two words; PDFium marks most of them with a space already.</summary>
    const double MaxGapEms = 0.45;

    /// <summary>Characters of one word share at least this part of the height of the lower one.</summary>
    const double MinOverlap = 0.3;

    readonly StringBuilder _text = new();
    Box _box;
    Box _last;
    int _direction; // along x, of the first two characters; 0 for vertical text
    double _fontSize;
    bool _bold;
    double _confidence;

    public List<Word> Words { get; } = [];

    public bool IsFull => Words.Count >= MaxWords;

    /// <summary>Whether the character belongs to the word at hand.</summary>
    public bool Continues(Box box, double fontSize)
    {
        if (_text.Length is 0 or >= MaxWordCharacters)
            return false;
        var (gapX, gapY) = (Gap(_last.X0, _last.X1, box.X0, box.X1), Gap(_last.Y0, _last.Y1, box.Y0, box.Y1));
        var em = Math.Max(fontSize, 1);
        if (gapX > MaxGapEms * em || gapY > MaxGapEms * em)
            return false;
        if (!Overlaps(_last.Y0, _last.Y1, box.Y0, box.Y1) && !Overlaps(_last.X0, _last.X1, box.X0, box.X1))
            return false;

        // Against the word's own direction: another text happens to begin where this one stands.
        return !(_direction > 0 ? box.X1 <= _last.X0 : _direction < 0 && box.X0 >= _last.X1);
    }

    public void Start(double fontSize, bool bold, double confidence) =>
        (_fontSize, _bold, _confidence) = (fontSize, bold, confidence);

    public void Add(uint code, Box box)
    {
        _direction = _text.Length == 0 ? 0 : _direction != 0 ? _direction : Math.Sign(Math.Round(box.X0 - _last.X0, 2));
        _box = _text.Length == 0 ? box : _box.Union(box);
        _last = box;
        _text.Append(Characters.TextOf(code));
    }

    /// <summary>Closes the word at hand, if there is one.</summary>
    public void End()
    {
        if (_text.Length > 0 && geometry.Shows(_box))
            Words.Add(new(_text.ToString().Normalize(NormalizationForm.FormC), _box, _fontSize, _bold, _confidence));
        _text.Clear();
    }

    static double Gap(double a0, double a1, double b0, double b1) => Math.Max(0, Math.Max(b0 - a1, a0 - b1));

    static bool Overlaps(double a0, double a1, double b0, double b1) =>
        Math.Min(a1, b1) - Math.Max(a0, b0) >= MinOverlap * Math.Min(a1 - a0, b1 - b0);
}

using System.Text;

namespace Numora.Engine.EInvoice;

/// <summary>One element of an e-invoice, of its own vocabulary; only what the reading of fields needs.</summary>
/// <param name="name">The local name: within one vocabulary it says enough.</param>
/// <param name="lineNumber">From 1, in the XML file.</param>
sealed class Element(string name, int lineNumber)
{
    /// <summary>Longer text is an attachment or a note, never the value of a field (2,000 characters).</summary>
    const int MaxTextLength = 4_000;

    static readonly Element Nothing = new("", 0);

    List<Element>? _children; // most have none
    string _text = "";
    StringBuilder? _moreText;

    public string Name { get; } = name;

    public int LineNumber { get; } = lineNumber;

    /// <summary><c>currencyID</c> of an amount.</summary>
    public string? Currency { get; init; }

    /// <summary><c>schemeID</c> of an identifier.</summary>
    public string? Scheme { get; init; }

    /// <summary><c>unitCode</c> of a quantity.</summary>
    public string? Unit { get; init; }

    /// <summary>The element's own text as it stands in the XML, without that of its children.</summary>
    public string Text => _moreText?.ToString() ?? _text;

    public void Add(Element child) => (_children ??= []).Add(child);

    /// <summary>Comments and CDATA sections split one text into several, so it comes in pieces.</summary>
    public void AddText(string piece)
    {
        if (_text.Length == 0)
        {
            _text = Cut(piece, MaxTextLength);
            return;
        }

        _moreText ??= new StringBuilder(_text);
        _moreText.Append(Cut(piece, MaxTextLength - _moreText.Length));
    }

    /// <summary>Every element at the end of a path, in the order of the document.</summary>
    /// <param name="path">
    /// Child names with <c>/</c> between the steps and <c>|</c> between the names one step may have in different
    /// versions: <c>PaymentMeans/PayeeFinancialAccount/ID</c>.
    /// </param>
    public IEnumerable<Element> All(string path)
    {
        IEnumerable<Element> found = [this];
        foreach (var step in path.Split('/'))
        {
            var names = step.Split('|');
            found = found.SelectMany(e => e._children ?? []).Where(c => names.Contains(c.Name));
        }

        return found;
    }

    /// <summary>The first element at the end of a path; an empty one where there is none.</summary>
    public Element Part(string path) => All(path).FirstOrDefault() ?? Nothing;

    /// <summary>The first element with text at the end of the first path that has one.</summary>
    public Element? Value(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (All(path).FirstOrDefault(e => !string.IsNullOrWhiteSpace(e.Text)) is { } found)
                return found;
        }

        return null;
    }

    static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}

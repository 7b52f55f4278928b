using System.Text;

namespace Numora.Delivery.Providers;

/// <summary>Where a template's text goes: how values are written into it.</summary>
enum TemplateUse
{
    /// <summary>As they are.</summary>
    Text,

    /// <summary>Percent-encoded, slashes too: a value never becomes another host, path segment or query parameter.</summary>
    Url,

    /// <summary>On one line and in ASCII, other characters percent-encoded as UTF-8.</summary>
    Header,
}

/// <summary>Text with <c>{{names}}</c> in it. There are no conditions, loops or filters: that is the mapping's work.</summary>
sealed class Template
{
    public const int MaxLength = 4_000;

    readonly List<Part> _parts = [];

    Template(string place) => Place = place;

    /// <summary>Where it stands in the settings, for messages: <c>config.url</c>.</summary>
    public string Place { get; }

    public IEnumerable<string> Names => _parts.Where(p => p.IsName).Select(p => p.Text);

    /// <summary>What stands before the first name.</summary>
    public string Beginning => _parts is [{ IsName: false } first, ..] ? first.Text : "";

    /// <summary>The name, where the whole text is just one.</summary>
    public string? OnlyName => _parts is [{ IsName: true } only] ? only.Text : null;

    /// <summary>Reads a text, or adds all that is wrong with it to the faults.</summary>
    public static Template? Parse(string text, string place, TemplateNames known, ICollection<Fault> faults)
    {
        var before = faults.Count;
        if (text.Length > MaxLength)
            faults.Add(new(place, $"Must have at most {MaxLength} characters."));
        var template = Read(text, place, faults);
        foreach (var name in template.Names.Where(n => !known.Knows(n)).Distinct())
            faults.Add(new(place, $"There is no {{{{{name}}}}} here; {known}."));
        return faults.Count == before ? template : null;
    }

    /// <summary>A text that was checked when it was stored.</summary>
    public static Template Stored(string text, string place) => Read(text, place, []);

    /// <exception cref="TemplateValueException">A name has no value in this document.</exception>
    public string Render(TemplateValues values, TemplateUse use) => Render(name =>
        values.Text(name) is { Length: > 0 } value ? value : throw TemplateValueException.Missing(Place, name), use);

    public string Render(Func<string, string> value, TemplateUse use)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
            text.Append(part.IsName ? Escaped(value(part.Text), use) : part.Text);
        return text.ToString();
    }

    static Template Read(string text, string place, ICollection<Fault> faults)
    {
        var template = new Template(place);
        for (var at = 0; at < text.Length;)
        {
            var open = Find(text, "{{", at);
            if (Find(text, "}}", at) is var stray && stray < open)
                faults.Add(new(place, $"The }}}} at character {stray + 1} closes nothing."));
            if (open > at)
                template._parts.Add(new(text[at..open], IsName: false));
            if (open == text.Length)
                break;

            var close = Find(text, "}}", open + 2);
            if (close == text.Length)
                faults.Add(new(place, $"The {{{{ at character {open + 1} is not closed."));
            template._parts.Add(new(text[(open + 2)..close].Trim(), IsName: true));
            at = close + 2;
        }

        return template;
    }

    /// <returns>The text's length where it is not there.</returns>
    static int Find(string text, string what, int from) =>
        text.IndexOf(what, from, StringComparison.Ordinal) is var at and >= 0 ? at : text.Length;

    static string Escaped(string value, TemplateUse use) => use switch
    {
        TemplateUse.Text => value,
        TemplateUse.Url => Uri.EscapeDataString(value),
        TemplateUse.Header => string.Concat(value.EnumerateRunes().Select(HeaderText)).Trim(),
    };

    static string HeaderText(Rune rune) =>
        Rune.IsControl(rune) ? " " : rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString());

    readonly record struct Part(string Text, bool IsName);
}

/// <summary>A template cannot be filled from this document. The message names the place and the value.</summary>
sealed class TemplateValueException(string message) : Exception(message)
{
    public static TemplateValueException Missing(string place, string name) =>
        new($"{place} needs {{{{{name}}}}}, which this document does not have.");
}

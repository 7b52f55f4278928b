namespace Numora.Delivery.Providers;

/// <summary>A URL with names in its path or query. Scheme, host and port are fixed by its text.</summary>
static class UrlTemplate
{
    /// <summary>Stands for any value while a template is checked.</summary>
    const string Sample = "x";

    /// <summary>Adds what is wrong with it: its names, its host, what the egress rules say of it.</summary>
    public static Template? Check(
        string? text, string place, TemplateNames known, Egress egress, ICollection<Fault> faults)
    {
        if (string.IsNullOrEmpty(text))
        {
            faults.Add(new(place, "Is required: a URL such as https://erp.example.com/api/invoices."));
            return null;
        }

        if (Template.Parse(text, place, known, faults) is not { } template)
            return null;

        var sample = template.Render(_ => Sample, TemplateUse.Url);
        if (template.Names.Any() && !EndsAfterHost(template.Beginning))
            faults.Add(new(place, "Names may stand in the path and the query only, after https://host/."));
        else if (Fault(sample, egress) is { } fault)
            faults.Add(new(place, fault));
        else
            return template;
        return null;
    }

    /// <exception cref="TemplateValueException">A name has no value, or one that no URL can carry.</exception>
    public static Uri Render(Template template, TemplateValues values, Egress egress)
    {
        var text = template.Render(values, TemplateUse.Url);
        return Fault(text, egress) is { } fault
            ? throw new TemplateValueException($"{template.Place}, filled with this document's values, cannot be used: {fault}")
            : new Uri(text);
    }

    /// <summary>For logs and messages: without the query, which may hold what is not for everyone.</summary>
    public static string Shown(Uri url) => url.GetLeftPart(UriPartial.Path);

    static string? Fault(string text, Egress egress)
    {
        if (egress.Check(text, out var fault) is null)
            return fault;
        if (text.Contains('#'))
            return "The URL must not have a fragment (#): it is not sent.";
        // The parser resolves these, so that a value of ".." would lead to another path.
        var path = text.Split('?')[0].Split('/').Skip(3).Select(Uri.UnescapeDataString);
        return path.Any(segment => segment is "." or "..") ? "A path segment is . or .., which leads elsewhere." : null;
    }

    static bool EndsAfterHost(string beginning)
    {
        var host = beginning.IndexOf("://", StringComparison.Ordinal);
        return host > 0 && beginning.AsSpan(host + 3).IndexOfAny('/', '?') > 0;
    }
}

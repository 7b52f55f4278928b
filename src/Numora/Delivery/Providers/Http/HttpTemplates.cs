using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Http;

/// <summary>The destination's templates, filled from one push.</summary>
static class HttpTemplates
{
    public static IEnumerable<(string Name, string Value)> Headers(HttpConfig config, Push push)
    {
        var own = config.Headers ?? new Dictionary<string, string>();
        if (!own.Keys.Contains("Accept", StringComparer.OrdinalIgnoreCase))
            yield return ("Accept", "application/json");
        foreach (var (name, text) in own)
            yield return (name, Template
                .Stored(text, $"config.headers.{name}").Render(TemplateValues.Of(push), TemplateUse.Header));
    }

    /// <summary>What stands for the record's id where the other side tells none: the key's values, else the document.</summary>
    public static string KeyOf(Push push)
    {
        var values = push.Payload.Key.Select(k => TemplateValues.TextOf(push.Payload.Value(k))).ToList();
        return values.Count > 0 && values.TrueForAll(v => !string.IsNullOrEmpty(v)) ? string.Join('/', values) : push.Document.Id;
    }

    /// <summary>Null, with a warning, where it cannot be made: the record is there all the same.</summary>
    public static string? ExternalUrl(string? place, HttpReply reply, string id, Push push, Egress egress)
    {
        try
        {
            return HttpPlace.Url(place, reply, id, TemplateValues.Of(push), egress);
        }
        catch (TemplateValueException e)
        {
            push.Log.Warning($"The record has no link: {e.Message}");
            return null;
        }
    }

    /// <summary>Names of the destination's templates that this mapping leaves without a value.</summary>
    public static IEnumerable<Fault> Unmapped(HttpConfig config, MappingDefinition mapping)
    {
        var targets = (mapping.Fields ?? []).Select(f => f.Target).OfType<string>().ToHashSet();
        var key = (mapping.Key ?? []).ToHashSet();
        foreach (var (text, place) in Texts(config))
            foreach (var name in Template.Stored(text, place).Names.Distinct())
            {
                if (After("key.", name) is { } part && !key.Contains(part))
                    yield return new("key", $"The destination's {place} uses {{{{{name}}}}}, which is not in the key.");
                if (After("payload.", name) is { } target && !targets.Contains(target))
                    yield return new("fields", $"The destination's {place} uses {{{{{name}}}}}, which no field is mapped to.");
            }
    }

    static IEnumerable<(string Text, string Place)> Texts(HttpConfig config)
    {
        (string?, string)[] single =
        [
            (config.Url, "config.url"), (config.Find?.Url, "config.find.url"), (config.Attach?.Url, "config.attach.url"),
            (config.ExternalUrl, "config.external_url"), (config.Find?.ExternalUrl, "config.find.external_url"),
        ];
        return single.Where(s => s.Item1 is not null).Select(s => (s.Item1!, s.Item2))
            .Concat((config.Headers ?? new Dictionary<string, string>()).Select(h => (h.Value, $"config.headers.{h.Key}")))
            .Concat((config.Find?.Same ?? new Dictionary<string, string>()).Select(s => (s.Value, $"config.find.same.{s.Key}")));
    }

    static string? After(string prefix, string name) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
}

using System.Text.Json;

namespace Numora.Delivery.Providers;

/// <summary>Reads a destination's settings into a provider's own record.</summary>
static class Settings
{
    /// <summary>The settings, or null and what is wrong with their shape.</summary>
    /// <param name="member"><c>config</c> or <c>credentials</c>.</param>
    public static T? Read<T>(JsonElement json, string member, ICollection<Fault> faults)
        where T : class
    {
        try
        {
            if (json.ValueKind is not JsonValueKind.Object)
                faults.Add(new(member, "Must be an object."));
            else
                return json.Deserialize<T>(Json.Options)!;
        }
        catch (JsonException e)
        {
            var refused = JsonFault.Refused(e);
            faults.Add(refused.Faults is [var fault, ..]
                ? fault with { Field = $"{member}.{fault.Field}" }
                : new(member, refused.Message));
        }

        return null;
    }

    /// <summary>Settings that were checked when they were stored.</summary>
    public static T Stored<T>(JsonElement json)
        where T : class => json.Deserialize<T>(Json.Options)!;
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Runs;
using Numora.Documents;
using Numora.Engine;

namespace Numora.Tests.Delivery.Providers;

/// <summary>A confirmed invoice with two lines, mapped, on its way to a destination.</summary>
static class SamplePush
{
    public const string IdempotencyKey = "idem-01jz-0001";

    public static PushDocument Document { get; } = new(
        "doc_01jz", "invoice_v2", "po-77/ä", DateTimeOffset.UnixEpoch,
        new Metadata(JsonElement.Parse("""{"branch":"Köln 1","nr":7}""", default)),
        new Dictionary<string, FieldValue>
        {
            ["invoice_number"] = FieldValue.Of("R/2026 ?&#1"),
            ["vendor_name"] = FieldValue.Of("Müller & Söhne\r\nX-Evil: 1"),
            ["total_amount"] = FieldValue.Of(119.00m),
        },
        [], new PushFile("Rechnung ü.pdf", "application/pdf", 8, (to, ct) => to.WriteAsync("%PDF-1.7"u8.ToArray(), ct).AsTask()));

    public static Payload Payload { get; } = new(
        "invoices", ["number"],
        [F("number", "R/2026 ?&#1"), F("total", 119.00m), F("due", null), F("vendor.name", "Müller \"& Söhne"), F("vendor.tags", Tags())],
        new("vendor.lines", "invoice", [],
        [
            new("li_1", [F("sku", "A-1"), F("qty", 2m)]),
            new("li_2", [F("sku", "B-2"), F("qty", 0.5m)]),
        ]),
        AttachFile: true);

    public static PayloadField F(string target, object? value) => new(target, value switch
    {
        null => null,
        JsonNode node => node,
        string text => JsonValue.Create(text),
        decimal number => JsonValue.Create(number),
        int number => JsonValue.Create((decimal)number),
        bool yes => JsonValue.Create(yes),
        _ => throw new ArgumentException($"{value.GetType()} is no value of a payload."),
    });

    public static Push To(object config, object? credentials = null, Payload? payload = null) => new(
        new Target("dst_1", "ERP", Element(config), credentials is null ? default : Element(credentials)),
        payload ?? Payload, Document, IdempotencyKey, new RunLog(TimeProvider.System));

    public static JsonElement Element(object value) => JsonSerializer.SerializeToElement(value, Json);

    /// <summary>All that the run's log says, as an operator and a thief would read it.</summary>
    public static string LogText(this Push push) =>
        string.Join("\n", push.Log.Take().Select(l => $"{l.Level} {l.Message} {l.Data}"));

    static JsonArray Tags() => ["a", "b"];

    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}

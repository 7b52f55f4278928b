using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Providers.Dynamics365;
using Numora.Delivery.Runs;
using Numora.Documents;
using Numora.Engine;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>The provider, the environment it speaks to, and pushes to hand it.</summary>
sealed class DataverseDesk : IAsyncDisposable
{
    readonly Egress _egress;

    DataverseDesk(DataversePeer peer)
    {
        Peer = peer;
        _egress = new Egress(new EgressRules(new EgressOptions { Allow = [peer.HostAndPort] }));
        Provider = new Dynamics365Provider(_egress, Time);
    }

    public DataversePeer Peer { get; }

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    public Dynamics365Provider Provider { get; }

    /// <summary>Settings instead of the peer's own.</summary>
    public string? Credentials { get; set; }

    /// <summary>All lines of all pushes' logs, sentences and data.</summary>
    public string LogText => string.Join('\n', _logs.SelectMany(Lines));

    readonly List<RunLog> _logs = [];
    readonly Dictionary<RunLog, List<RunLog.Line>> _lines = [];

    public static async Task<DataverseDesk> OpenAsync() => new(await DataversePeer.StartAsync());

    public Target Target() => new("dst_1", "CRM", Parse(Peer.Config), Parse(Credentials ?? Peer.Credentials));

    /// <summary>The peer's settings with one thing changed.</summary>
    public JsonElement Config(string from, string to) => Parse(Peer.Config.Replace(from, to, StringComparison.Ordinal));

    public Push Push(Payload payload, string document = "doc_1", byte[]? file = null)
    {
        var log = new RunLog(Time);
        _logs.Add(log);
        var original = file is null
            ? null
            : new PushFile("Rechnung 7.pdf", "application/pdf", file.Length, (to, ct) => to.WriteAsync(file, ct).AsTask());
        return new(
            Target(), payload,
            new PushDocument(
                document, "invoice_v2", null, Time.GetUtcNow(), Metadata.Empty, new Dictionary<string, FieldValue>(), [], original),
            $"key-{document}", log);
    }

    public Task<PushAnswer> PushAsync(Payload payload, string document = "doc_1") =>
        Provider.PushAsync(Push(payload, document), CancellationToken.None);

    public Task<FindAnswer> FindAsync(Payload payload, string document = "doc_1") =>
        Provider.FindAsync(Push(payload, document), CancellationToken.None);

    public async Task<PushAnswer.Done> DoneAsync(Payload payload, string document = "doc_1")
    {
        var answer = await PushAsync(payload, document);
        return answer as PushAnswer.Done ?? throw new InvalidOperationException(answer.ToString());
    }

    /// <summary>Requests to the API whose URL or body names the text.</summary>
    public int Sent(string text) => Peer.Requests.Count(r => r.Target.Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        _egress.Dispose();
    }

    IEnumerable<string> Lines(RunLog log)
    {
        if (!_lines.TryGetValue(log, out var kept))
            _lines[log] = kept = [];
        kept.AddRange(log.Take());
        return kept.Select(l => $"{l.Level}: {l.Message} {l.Data}");
    }

    static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement.Clone();
}

/// <summary>Payloads in a few words.</summary>
static class Pay
{
    public static PayloadField To(string target, JsonNode? value) => new(target, value);

    public static PayloadField Lookup(
        string target, JsonNode? value, OnMissing missing = OnMissing.Fail, string match = "name") =>
        new(target, value, new PayloadLookup("accounts", match, missing));

    public static Payload Invoice(string number, params PayloadField[] more) =>
        new("invoices", ["invoicenumber"], [To("invoicenumber", number), .. more], null, AttachFile: false);

    /// <summary>With rows of invoicedetails.</summary>
    public static Payload With(this Payload payload, params PayloadRow[] rows) =>
        payload with { Lines = new PayloadLines("invoicedetails", "invoiceid", [], rows) };

    public static PayloadRow Row(string id, decimal quantity, string what, params PayloadField[] more) =>
        new(id, [To("quantity", quantity), To("productdescription", what), .. more]);

    public static string Text(this IReadOnlyDictionary<string, JsonNode?> record, string column) =>
        record.GetValueOrDefault(column)?.ToString() ?? "null";
}

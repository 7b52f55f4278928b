using System.Buffers.Binary;
using System.Text;

namespace Numora.Tests.Support;

/// <summary>A span as a receiver of OTLP gets it (opentelemetry-proto, trace/v1/trace.proto).</summary>
/// <param name="Host">The resource's attributes.</param>
/// <param name="Parent">Empty for the first of a trace.</param>
/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
/// <param name="Links">Trace and span.</param>
/// <param name="Status">0 unset, 1 ok, 2 error.</param>
sealed record OtlpSpan(
    IReadOnlyDictionary<string, string> Host, string Source, string TraceId, string Id, string Parent, string Name, int Kind,
    IReadOnlyDictionary<string, string> Tags, IReadOnlyList<(string TraceId, string SpanId)> Links, int Events, int Status,
    string? StatusMessage);

/// <summary>Reads what an OTLP exporter has sent as <c>http/protobuf</c>: fields by their numbers, as the .proto files give them.</summary>
static class Otlp
{
    public static IEnumerable<OtlpSpan> Spans(byte[] request) =>
        from resource in Messages(request, 1)
        let host = Messages(resource, 1).SelectMany(r => Attributes(r, 1)).ToDictionary()
        from scope in Messages(resource, 2)
        let source = Messages(scope, 1).Select(s => Text(s, 1)).FirstOrDefault() ?? ""
        from span in Messages(scope, 2)
        select Span(host, source, span);

    /// <summary>The names of metrics in an ExportMetricsServiceRequest.</summary>
    public static IEnumerable<string> Metrics(byte[] request) =>
        from resource in Messages(request, 1)
        from scope in Messages(resource, 2)
        from metric in Messages(scope, 2)
        select Text(metric, 1)!;

    static OtlpSpan Span(IReadOnlyDictionary<string, string> host, string source, byte[] span)
    {
        var status = Messages(span, 15).FirstOrDefault() ?? [];
        return new(host, source, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5)!, Number(span, 6),
            Attributes(span, 9).ToDictionary(),
            [.. Messages(span, 13).Select(l => (Hex(l, 1), Hex(l, 2)))], Messages(span, 11).Count(), Number(status, 3), Text(status, 2));
    }

    static IEnumerable<KeyValuePair<string, string>> Attributes(byte[] of, int number) =>
        Messages(of, number).Select(a => KeyValuePair.Create(Text(a, 1)!, Value(Messages(a, 2).First())));

    /// <summary>AnyValue: a text, or else a bool or a number.</summary>
    static string Value(byte[] any) => Text(any, 1) ?? string.Join(' ', Fields(any).Select(f => f.Number));

    static string Hex(byte[] of, int number) => Convert.ToHexStringLower(Messages(of, number).FirstOrDefault() ?? []);

    static string? Text(byte[] of, int number) => Messages(of, number).Select(Encoding.UTF8.GetString).FirstOrDefault();

    static int Number(byte[] of, int number) => (int)Fields(of).FirstOrDefault(f => f.Field == number).Number;

    static IEnumerable<byte[]> Messages(byte[] of, int number) =>
        Fields(of).Where(f => f.Field == number && f.Bytes is not null).Select(f => f.Bytes!);

    /// <summary>Protocol Buffers' wire format: a varint of field number and type before each value.</summary>
    static IEnumerable<(int Field, ulong Number, byte[]? Bytes)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return (field, Varint(message, ref at), null);
                    break;
                case 1:
                    yield return (field, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at, 8)), null);
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return (field, 0, message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    yield return (field, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at, 4)), null);
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} at {at}.");
            }
        }
    }

    static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

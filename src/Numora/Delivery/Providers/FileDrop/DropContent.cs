using Numora.Delivery.Mappings;
using Numora.Delivery.Providers.FileDrop.Ubl;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>The file of one document, the same bytes at every attempt.</summary>
/// <param name="Bytes">Null where it cannot be written.</param>
/// <param name="Missing">What a UBL file should have and the document does not, as sentences for a person.</param>
/// <param name="Notes">How values came about that no field holds.</param>
sealed record DropContent(byte[]? Bytes, IReadOnlyList<string> Missing, IReadOnlyList<string> Notes)
{
    public static DropContent Of(FileDropConfig config, Payload payload, PushDocument document) => config.Format switch
    {
        FileDropConfig.Json => new(JsonFile.Of(payload, document), [], []),
        FileDropConfig.Csv => new(CsvFile.Of(payload, config.Separator ?? ",", config.ByteOrderMark ?? false), [], []),
        FileDropConfig.Ubl => UblFile.Of(payload, document, config.AllowIncomplete ?? false),
        _ => throw new InvalidOperationException($"There is no format {config.Format}."),
    };

    /// <summary>Bytes in memory, as places take files.</summary>
    public static PushFile AsFile(string name, string contentType, byte[] bytes) =>
        new(name, contentType, bytes.Length, (to, ct) => to.WriteAsync(bytes, ct).AsTask());
}

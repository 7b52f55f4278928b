using System.Text.Json;
using Microsoft.Extensions.Options;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Providers.FileDrop;
using Numora.Delivery.Runs;
using Numora.Platform;
using Numora.Tests.Delivery.Mappings;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery.Providers.FileDrop;

/// <summary>The provider, destinations and pushes for its tests.</summary>
static class DropTargets
{
    public static FileDropProvider Provider(string[]? allow = null, params string[] roots) => new(
        new Egress(new EgressRules(new EgressOptions { Allow = allow })),
        new FolderRoots(Options.Create(new FileDropOptions { Roots = roots })));

    public static Target Target(string config, string credentials = "{}") =>
        new("dst_01", "Drop", JsonElement.Parse(config), JsonElement.Parse(credentials));

    /// <summary>A destination of this folder; <paramref name="more"/> are further members of its config.</summary>
    public static Target Folder(string folder, string format = "json", string more = "") =>
        Target($$"""{"format":"{{format}}","folder":{{JsonSerializer.Serialize(folder)}}{{more}}}""");

    public static Push Push(Target target, PushDocument document, MappingDefinition? mapping = null)
    {
        var built = PayloadBuilder.Build(mapping ?? InvoiceMapping, document);
        Assert.Empty(built.Missing);
        return new(target, built.Payload!, document, "key-1", new RunLog(TimeProvider.System));
    }

    public static readonly MappingDefinition InvoiceMapping = MappingSamples.Mapping("""
        {"object":"invoices","key":["number"],"fields":[
          {"target":"number","source":"invoice_number"},{"target":"total","source":"total_amount"},
          {"target":"due","source":"due_date","default":null},{"target":"vendor","source":"vendor_name"}],
         "line_items":{"object":"lines","parent":"number","fields":[
          {"target":"text","source":"description"},{"target":"qty","source":"quantity"}]}}
        """);

    public static PushDocument Invoice(decimal total = 119.00m) => MappingSamples
        .Invoice("{}", ("invoice_number", "INV-1"), ("total_amount", total), ("vendor_name", "Müller & Söhne \"GmbH\""))
        .With([("description", "Bolts"), ("quantity", 2.50m)], [("description", "Nuts")]);

    public static IEnumerable<string> Said(Push push) => push.Log.Take().Select(l => l.Message);

    public static string[] NamesIn(ScratchDirectory folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Path).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
}

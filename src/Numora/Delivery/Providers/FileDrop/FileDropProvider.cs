using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>
/// One file for each document: JSON, CSV or UBL 2.1, in a folder or an S3-compatible bucket. Its name is the same at every
/// attempt and it appears whole, so a push may be repeated at any time.
/// </summary>
sealed class FileDropProvider(Egress egress, FolderRoots roots) : IProvider
{
    public string Name => "file_drop";

    public IReadOnlyList<Fault> Check(JsonElement config, JsonElement? credentials) =>
        FileDropRules.Check(config, credentials, roots, url => egress.Check(url, out var fault) is null ? fault : null);

    public IReadOnlyList<Fault> CheckMapping(MappingDefinition mapping, JsonElement config) =>
        FileDropMapping.Check(mapping, Settings.Stored<FileDropConfig>(config));

    public JsonNode Preview(Push push)
    {
        var config = ConfigOf(push.Target);
        var content = DropContent.Of(config, push.Payload, push.Document);
        return new JsonObject
        {
            ["file_name"] = FileNames.Of(config.Name, push.Document, config.Extension).Name,
            ["content"] = content.Bytes is null ? null : System.Text.Encoding.UTF8.GetString(content.Bytes),
            ["missing"] = new JsonArray([.. content.Missing.Select(m => (JsonNode)JsonValue.Create(m))]),
        };
    }

    public async Task<TestAnswer> TestAsync(Target target, CancellationToken ct)
    {
        var place = PlaceOf(target);
        try
        {
            return new(true, await place.TestAsync(ct));
        }
        catch (Exception e) when (!ct.IsCancellationRequested && place.Explain(e) is { } answer)
        {
            return new(false, DropLog.Reason(answer));
        }
    }

    public async Task<FindAnswer> FindAsync(Push push, CancellationToken ct)
    {
        var (file, bytes, refused) = Make(push);
        if (refused is not null)
            return new FindAnswer.CannotLook(); // the push says why

        var place = PlaceOf(push.Target);
        try
        {
            var state = await place.LookAsync(file!, bytes!, ct);
            return state is DropState.Absent
                ? new FindAnswer.Absent()
                : new FindAnswer.Found(place.IdOf(file!), place.UrlOf(file!), Same: state is DropState.Same);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && place.Explain(e) is { } answer)
        {
            return answer is PushAnswer.TryLater later
                ? new FindAnswer.TryLater(later.Code, later.Reason, later.After)
                : new FindAnswer.CannotLook();
        }
    }

    public async Task<PushAnswer> PushAsync(Push push, CancellationToken ct)
    {
        var (file, bytes, refused) = Make(push);
        if (refused is not null)
            return refused;

        var (place, config) = (PlaceOf(push.Target), ConfigOf(push.Target));
        try
        {
            var before = await place.LookAsync(file!, bytes!, ct);
            if (before is not DropState.Same)
                await place.WriteAsync(file!, DropContent.AsFile(file!, config.ContentType, bytes!), ct);

            DropLog.Written(push.Log, place, file!, bytes!.Length, before);
            return new PushAnswer.Done(place.IdOf(file!), place.UrlOf(file!), DropLog.Outcome(before));
        }
        catch (Exception e) when (!ct.IsCancellationRequested && place.Explain(e) is { } answer)
        {
            DropLog.NotWritten(push.Log, place, file!, answer);
            return answer;
        }
    }

    public async Task<PushAnswer> AttachAsync(Push push, string externalId, CancellationToken ct)
    {
        var config = ConfigOf(push.Target);
        if (config.AttachFile is false)
            return new PushAnswer.NothingToDo("This destination takes no original files (attach_file is false).");
        if (push.Document.File is not { } original)
            return new PushAnswer.NothingToDo("The document has no file.");
        if (FileNames.OfOriginal(config.Name, push.Document, config.Extension) is not { } file)
            return new PushAnswer.Refused("payload_invalid", $"The file's name {config.Name} has a part without a value.");

        var place = PlaceOf(push.Target);
        try
        {
            await place.WriteAsync(file, original, ct);
            push.Log.Info($"Wrote the original file to {place.Name} as {file} ({original.Size} bytes).");
            return new PushAnswer.Done(place.IdOf(file), place.UrlOf(file), "written");
        }
        catch (Exception e) when (!ct.IsCancellationRequested && place.Explain(e) is { } answer)
        {
            DropLog.NotWritten(push.Log, place, file, answer);
            return answer;
        }
    }

    /// <summary>The file's name and bytes, or why there can be none.</summary>
    static (string? File, byte[]? Bytes, PushAnswer? Refused) Make(Push push)
    {
        var config = ConfigOf(push.Target);
        var (file, missing) = FileNames.Of(config.Name, push.Document, config.Extension);
        if (file is null)
            return (null, null, new PushAnswer.Refused("payload_invalid",
                $"The file's name {config.Name} needs {missing}, which has no value."));

        var content = DropContent.Of(config, push.Payload, push.Document);
        if (content.Missing.Count > 0)
            DropLog.Incomplete(push.Log, content);
        return content.Bytes is { } bytes
            ? (file, bytes, null)
            : (null, null, new PushAnswer.Refused("payload_invalid",
                $"No valid UBL invoice can be made: {string.Join(" ", content.Missing)}"));
    }

    static FileDropConfig ConfigOf(Target target) => Settings.Stored<FileDropConfig>(target.Config);

    FolderPlace PlaceOf(Target target) => new(ConfigOf(target).Folder!, roots);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;
using Numora.Delivery.Runs;

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
            ["missing"] = Texts(content.Missing),
            ["notes"] = Texts(content.Notes),
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
        var (file, bytes, refused) = Make(push, log: null);
        if (refused is not null)
            return new FindAnswer.CannotLook(); // the push says why

        var place = PlaceOf(push.Target);
        var (state, unseen) = await LookAsync(place, file!, bytes!, ct);
        return (state, unseen) switch
        {
            (_, PushAnswer.TryLater later) => new FindAnswer.TryLater(later.Code, later.Reason, later.After),
            (DropState.NotTold, _) or (_, not null) => new FindAnswer.CannotLook(), // the push says why
            (DropState.Absent, _) => new FindAnswer.Absent(),
            _ => new FindAnswer.Found(place.IdOf(file!), place.UrlOf(file!), Same: state is DropState.Same),
        };
    }

    public async Task<PushAnswer> PushAsync(Push push, CancellationToken ct)
    {
        var (file, bytes, refused) = Make(push, push.Log);
        if (refused is not null)
            return refused;

        var (place, config) = (PlaceOf(push.Target), ConfigOf(push.Target));
        try
        {
            var (before, unseen) = await LookAsync(place, file!, bytes!, ct);
            if (unseen is not null)
            {
                DropLog.NotWritten(push.Log, place, file!, unseen);
                return unseen;
            }

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

    static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);

    /// <summary>The file's name and bytes, or why there can be none.</summary>
    static (string? File, byte[]? Bytes, PushAnswer? Refused) Make(Push push, RunLog? log)
    {
        var config = ConfigOf(push.Target);
        var (file, missing) = FileNames.Of(config.Name, push.Document, config.Extension);
        if (file is null)
            return (null, null, new PushAnswer.Refused("payload_invalid",
                $"The file's name {config.Name} needs {missing}, which has no value."));

        var content = DropContent.Of(config, push.Payload, push.Document);
        if (log is not null)
            DropLog.Completeness(log, content);
        return content.Bytes is { } bytes
            ? (file, bytes, null)
            : (null, null, new PushAnswer.Refused("payload_invalid",
                $"No valid UBL invoice can be made: {string.Join(" ", content.Missing)}"));
    }

    /// <summary>What is there, or why that cannot be told: then nothing was sent.</summary>
    static async Task<(DropState State, PushAnswer? Unseen)> LookAsync(
        IDropPlace place, string file, byte[] bytes, CancellationToken ct)
    {
        try
        {
            return (await place.LookAsync(file, bytes, ct), null);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && place.Explain(e) is { } answer)
        {
            return (default, answer is PushAnswer.Unknown lost
                ? new PushAnswer.TryLater("destination_unreachable", lost.Reason)
                : answer);
        }
    }

    static FileDropConfig ConfigOf(Target target) => Settings.Stored<FileDropConfig>(target.Config);

    IDropPlace PlaceOf(Target target) => ConfigOf(target) is { S3: { } bucket }
        ? new S3Place(bucket, Settings.Stored<S3Credentials>(target.Credentials), egress)
        : new FolderPlace(ConfigOf(target).Folder!, roots);
}

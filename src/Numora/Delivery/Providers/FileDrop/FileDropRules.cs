using System.Text.Json;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>What the settings of a destination must be.</summary>
static class FileDropRules
{
    const int MaxPath = 1_000;
    const int MaxPrefix = 500;
    static readonly string[] Formats = [FileDropConfig.Json, FileDropConfig.Csv, FileDropConfig.Ubl];
    static readonly string[] Separators = [",", ";", "\t"];

    public static IReadOnlyList<Fault> Check(
        JsonElement json, JsonElement? credentials, FolderRoots roots, Func<string, string?> urlFault)
    {
        var faults = new List<Fault>();
        if (Settings.Read<FileDropConfig>(json, "config", faults) is not { } config)
            return faults;

        if (!Formats.Contains(config.Format))
            faults.Add(new("config.format", "Must be json, csv or ubl."));
        if (config.Name is { } name && FileNames.Fault(name) is { } nameFault)
            faults.Add(new("config.name", nameFault));
        CheckFormatSettings(config, faults);
        if (config is { Folder: null, S3: null } or { Folder: not null, S3: not null })
            faults.Add(new("config", "Must have a folder (an absolute path) or s3; one of them."));
        if (config.Folder is { } folder)
            CheckFolder(folder, credentials, roots, faults);
        if (config.S3 is { } s3)
            CheckS3(s3, credentials, urlFault, faults);
        return faults;
    }

    static void CheckFormatSettings(FileDropConfig config, List<Fault> faults)
    {
        if (config.Separator is { } separator && !Separators.Contains(separator))
            faults.Add(new("config.separator", "Must be \",\", \";\" or \"\\t\"."));
        if (config.Format is not FileDropConfig.Csv && config.Separator is not null)
            faults.Add(new("config.separator", "Only csv has a separator; leave it out."));
        if (config.Format is not FileDropConfig.Csv && config.ByteOrderMark is not null)
            faults.Add(new("config.byte_order_mark", "Only csv can have a byte order mark; leave it out."));
        if (config.Format is not FileDropConfig.Ubl && config.AllowIncomplete is not null)
            faults.Add(new("config.allow_incomplete", "Only ubl can be incomplete; leave it out."));
    }

    static void CheckFolder(string folder, JsonElement? credentials, FolderRoots roots, List<Fault> faults)
    {
        if (folder.Length > MaxPath || !Path.IsPathFullyQualified(folder) || folder.Any(char.IsControl)
            || folder.Split('/', '\\').Contains(".."))
            faults.Add(new("config.folder", "Must be an absolute path without \"..\", e.g. /srv/numora/drop."));
        else if (!roots.Allow(folder))
            faults.Add(new("config.folder", $"Must lie in a folder that the operator allows: {roots}."));
        if (credentials is { ValueKind: JsonValueKind.Object } given && given.EnumerateObject().Any())
            faults.Add(new("credentials", "A folder needs none; leave them out."));
    }

    static void CheckS3(S3Config s3, JsonElement? credentials, Func<string, string?> urlFault, List<Fault> faults)
    {
        if (string.IsNullOrEmpty(s3.Endpoint))
            faults.Add(new("config.s3.endpoint", "Must be the address of the service, e.g. https://s3.eu-central-1.amazonaws.com."));
        else if (urlFault(s3.Endpoint) is { } fault)
            faults.Add(new("config.s3.endpoint", fault));
        else if (new Uri(s3.Endpoint) is not { AbsolutePath: "/", Query: "", Fragment: "" })
            faults.Add(new("config.s3.endpoint", "Must be the service's address alone, without a path: the bucket has its own member."));
        if (!IsBucket(s3.Bucket))
            faults.Add(new("config.s3.bucket", "Must be a bucket's name: 3 to 63 of a-z, 0-9, dots and hyphens."));
        if (s3.Region is { } region && (region.Length is 0 or > 64 || !region.All(c => char.IsAsciiLetterOrDigit(c) || c is '-')))
            faults.Add(new("config.s3.region", "Must be a region's name, e.g. eu-central-1."));
        if (s3.Prefix is { } prefix && (prefix.Length > MaxPrefix || prefix.StartsWith('/') || prefix.Any(char.IsControl)
            || prefix.Split('/').Any(p => p is "." or "..") || prefix.Contains("//", StringComparison.Ordinal)))
            faults.Add(new("config.s3.prefix",
                $"Must have at most {MaxPrefix} characters, no slash at its start and no \"..\", e.g. invoices/."));

        var keys = Settings.Read<S3Credentials>(credentials ?? default, "credentials", faults);
        if (keys is not null && string.IsNullOrWhiteSpace(keys.AccessKeyId))
            faults.Add(new("credentials.access_key_id", "Must not be empty."));
        if (keys is not null && string.IsNullOrWhiteSpace(keys.SecretAccessKey))
            faults.Add(new("credentials.secret_access_key", "Must not be empty."));
    }

    static bool IsBucket(string? name) => name is { Length: >= 3 and <= 63 }
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
        && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && !name.Contains("..", StringComparison.Ordinal);
}

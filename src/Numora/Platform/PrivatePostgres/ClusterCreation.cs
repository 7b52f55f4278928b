using System.Diagnostics;
using System.Security.Cryptography;

namespace Numora.Platform.Postgres;

/// <summary>initdb, whole or not at all: a cluster half made by a killed host would never start.</summary>
static class ClusterCreation
{
    public const string Superuser = "numora";

    public static async Task CreateAsync(
        ClusterPlace place,
        PostgresBinaries binaries,
        PrivatePostgresOptions options,
        ILogger log,
        CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var draft = place.Data + ".new";
        var passwordForInitdb = Path.Combine(draft, "password");
        var cluster = Path.Combine(draft, "data");
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);

        OwnFiles.CreatePrivateDirectory(draft);
        OwnFiles.CreatePrivateDirectory(cluster);
        OwnFiles.WriteSecret(place.PasswordFile, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)));
        File.Copy(place.PasswordFile, passwordForInitdb); // keeps 0600; the other user may not read root's own
        await place.Account.OwnAsync(draft, recursive: true, ct);
        await place.Account.RunAsync(
            binaries.Initdb,
            [
                "-D", cluster, "-U", Superuser, "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256",
                $"--pwfile={passwordForInitdb}", "--data-checksums", "--no-instructions",
                .. options.UnsafeFast ? ["--no-sync"] : (string[])[],
            ],
            ct);

        if (Directory.Exists(place.Data))
            Directory.Delete(place.Data); // the empty one by which the place was tried
        Directory.Move(cluster, place.Data);
        Directory.Delete(draft, recursive: true);
        log.ClusterCreated(binaries.Version, place.Data, clock.ElapsedMilliseconds);
    }
}

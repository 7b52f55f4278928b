namespace Numora.Platform.Postgres;

/// <summary>The installed server programs of one major version.</summary>
sealed record PostgresBinaries(string Directory, int Version)
{
    public const string BinVariable = "NUMORA_PG_BIN";
    const string DebianRoot = "/usr/lib/postgresql";
    const int OldestVersion = 15;

    public string Postgres => Path.Combine(Directory, "postgres");
    public string Initdb => Path.Combine(Directory, "initdb");

    /// <summary>All that are there, newest first; at least one.</summary>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(string? directory, CancellationToken ct)
    {
        directory ??= Environment.GetEnvironmentVariable(BinVariable) is { Length: > 0 } set ? set : null;
        var found = new List<PostgresBinaries>();
        foreach (var candidate in directory is null ? UsualPlaces() : [directory])
        {
            if (await VersionAsync(candidate, ct) is { } version && version >= OldestVersion)
                found.Add(new(candidate, version));
        }

        if (found.Count == 0)
        {
            throw new PrivatePostgresException(
                $"No PostgreSQL server programs ({OldestVersion} or newer) were found in "
                + $"{directory ?? $"{DebianRoot} or on the PATH"}. Install them with 'apt-get install postgresql', "
                + $"or say where postgres and initdb are with {BinVariable}, "
                + "or name a database with ConnectionStrings__Numora.");
        }

        return [.. found.OrderByDescending(b => b.Version)];
    }

    /// <summary>Only the major version that made a cluster can open it; a new one is made by the newest.</summary>
    public static PostgresBinaries For(int? clusterVersion, IReadOnlyList<PostgresBinaries> found, string data) =>
        clusterVersion is null
            ? found[0]
            : found.FirstOrDefault(b => b.Version == clusterVersion) ?? throw new PrivatePostgresException(
                $"The cluster in {data} was made by PostgreSQL {clusterVersion}, but only "
                + $"{string.Join(", ", found.Select(b => b.Version))} is installed. "
                + $"Install postgresql-{clusterVersion}, or move the data with pg_dump and pg_restore.");

    static IEnumerable<string> UsualPlaces() =>
        (System.IO.Directory.Exists(DebianRoot) ? System.IO.Directory.GetDirectories(DebianRoot) : [])
            .Select(d => Path.Combine(d, "bin"))
            .Concat(Environment.GetEnvironmentVariable("PATH")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? []);

    static async Task<int?> VersionAsync(string directory, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(directory, "initdb")) || !File.Exists(Path.Combine(directory, "postgres")))
            return null;

        // e.g. "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var said = await ServerAccount.Self.TryRunAsync(Path.Combine(directory, "postgres"), ["--version"], ct);
        var version = said.Output.Split(' ').ElementAtOrDefault(2)?.Split('.')[0];
        return int.TryParse(version, out var major) ? major : null;
    }
}

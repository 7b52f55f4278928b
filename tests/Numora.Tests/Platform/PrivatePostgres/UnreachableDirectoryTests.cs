using Microsoft.Extensions.Logging.Abstractions;
using Numora.Platform.Postgres;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Postgres;

/// <summary>A clone in /root: the host may write there, the OS user who runs its database may not even look.</summary>
public sealed class UnreachableDirectoryTests : IDisposable
{
    readonly ScratchDirectory _scratch = new();
    readonly PrivatePostgresOptions _options;
    readonly string _dataDirectory;

    public UnreachableDirectoryTests()
    {
        var closed = Path.Combine(_scratch.Path, "closed");
        Directory.CreateDirectory(closed);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _dataDirectory = Path.Combine(closed, "shop", ".numora");
        _options = new() { UnsafeFast = true, FallbackDirectory = Path.Combine(_scratch.Path, "elsewhere") };
    }

    string LocationFile => Path.Combine(_dataDirectory, "postgres.location");

    public void Dispose() => _scratch.Dispose();

    [RootFact]
    public async Task The_cluster_goes_elsewhere_the_data_directory_says_where_and_the_next_start_finds_it()
    {
        await using (var first = await StartAsync())
        {
            await Sql.ExecuteAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
            Assert.StartsWith(Path.Combine(_options.FallbackDirectory, "shop-"), first.Directory);
            Assert.Equal(first.Directory, File.ReadLines(LocationFile).First());
        }

        await using var second = await StartAsync();

        Assert.Equal(42, await Sql.ScalarAsync(second.ConnectionString, "SELECT answer FROM kept"));
    }

    [RootFact]
    public async Task A_data_directory_deleted_to_begin_anew_begins_anew_and_the_old_cluster_is_set_aside()
    {
        await using (var first = await StartAsync())
            await Sql.ExecuteAsync(first.ConnectionString, "CREATE TABLE old ()");
        Directory.Delete(_dataDirectory, recursive: true);

        await using var second = await StartAsync();

        Assert.Equal(DBNull.Value, await Sql.ScalarAsync(second.ConnectionString, "SELECT to_regclass('old')::text"));
        Assert.True(Directory.Exists(second.Directory + ".old1"));
    }

    [RootFact]
    public async Task A_cluster_that_is_not_where_the_data_directory_says_is_not_replaced_by_an_empty_one()
    {
        Directory.CreateDirectory(_dataDirectory);
        await File.WriteAllTextAsync(LocationFile, "/nowhere/shop\n");

        var refused = await Assert.ThrowsAsync<PrivatePostgresException>(StartAsync);

        Assert.Contains("/nowhere/shop", refused.Message);
        Assert.Contains(LocationFile, refused.Message);
    }

    Task<PrivatePostgres> StartAsync() =>
        PrivatePostgres.StartAsync(_dataDirectory, _options, NullLogger.Instance, CancellationToken.None);
}

/// <summary>Only root has a server that runs as somebody else.</summary>
sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root: an ordinary user's server runs as that user and reaches what the user reaches";
    }
}

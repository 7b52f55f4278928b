using Microsoft.Extensions.Logging.Abstractions;
using Numora.Data;
using Numora.Tests.Support;

namespace Numora.Tests.Data;

public sealed class MigratorTests
{
    [Fact]
    public async Task Many_hosts_that_start_at_once_migrate_an_empty_database_once()
    {
        await using var databases = Databases.At(await EmptyAsync(), workers: 2);

        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => MigrateAsync(databases)));

        Assert.Single(applied, a => a > 0);
        var (at, needed) = await Migrator.VersionsAsync(databases.Owner, default);
        Assert.Equal(needed, at);
        Assert.Equal(at, await databases.Owner.OneAsync<long>("select count(*) from schema_migrations"));
        Assert.Equal(0, await databases.Owner.OneAsync<long>("select count(*) from pg_locks where locktype = 'advisory'"));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        await using var databases = Databases.At(await EmptyAsync(), workers: 2);
        await MigrateAsync(databases);
        await databases.Owner.ExecuteAsync("insert into schema_migrations (version, name) values (9999, 'from_the_future')");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => MigrateAsync(databases));

        Assert.Contains("9999", refused.Message, StringComparison.Ordinal);
        Assert.Contains("newer program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migrating_session_gives_its_limits_back_to_the_pool()
    {
        await using var databases = Databases.At(await EmptyAsync(), workers: 2);
        await MigrateAsync(databases);

        var timeouts = await databases.Owner.OneAsync<string>(
            "select current_setting('statement_timeout') || ' ' || current_setting('lock_timeout')");

        Assert.Equal("1min 5s", timeouts);
    }

    static Task<string> EmptyAsync() => TestPostgres.CreateDatabaseAsync(NothingAsync);

    static Task NothingAsync(string template) => Task.CompletedTask;

    static Task<int> MigrateAsync(Databases databases) =>
        Migrator.MigrateAsync(databases.Owner, NullLogger.Instance, CancellationToken.None);
}

using Npgsql;

namespace Numora.Tests.Support;

public sealed class TestPostgresTests
{
    [Fact]
    public async Task Many_callers_at_once_migrate_once_and_get_a_database_each()
    {
        var migrations = 0;
        async Task Migrate(string template)
        {
            Interlocked.Increment(ref migrations);
            await ExecuteAsync(template, "CREATE TABLE migrated (id int)");
        }

        var databases = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => TestPostgres.CreateDatabaseAsync(Migrate)));

        const string use = "INSERT INTO migrated VALUES (1); CREATE TABLE only_here ()";
        await Task.WhenAll(databases.Select(d => ExecuteAsync(d, use)));
        Assert.Equal(8, databases.Distinct().Count());
        Assert.Equal(1, migrations);
    }

    static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

using Microsoft.EntityFrameworkCore;
using Numora.Tests.Platform.Jobs;

namespace Numora.Tests.Data;

/// <summary>The model in code and the SQL files are written by hand, apart from each other.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task Every_mapped_column_is_there_with_its_type_and_nullability()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        var there = await ColumnsAsync(host);

        List<(string Table, string Column, string Type, bool Nullable)> mapped = [];
        await host.WithDbAsync(db =>
        {
            foreach (var entity in db.Model.GetEntityTypes())
                mapped.AddRange(entity.GetProperties().Select(p => (
                    entity.GetTableName()!, p.GetColumnName(), p.GetColumnType(), p.IsColumnNullable())));
            return Task.CompletedTask;
        });

        Assert.NotEmpty(mapped);
        var wrong = mapped
            .Select(m => (m.Table, m.Column, Model: Text(m.Type, m.Nullable),
                Database: there.GetValueOrDefault((m.Table, m.Column), "missing")))
            .Where(m => m.Model != m.Database)
            .Select(m => $"{m.Table}.{m.Column}: {m.Model} in the model, {m.Database} in the database");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_required_column_without_a_default_is_mapped_and_so_are_the_keys()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        var required = await host.Databases.Owner.ListRowsAsync("""
            select table_name, column_name from information_schema.columns
            where table_schema = 'public' and is_nullable = 'NO' and column_default is null and is_identity = 'NO'
            """);
        var keys = await host.Databases.Owner.ListRowsAsync("""
            select c.relname, a.attname from pg_index i join pg_class c on c.oid = i.indrelid
            join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
            where i.indisprimary and c.relnamespace = 'public'::regnamespace
            """);

        await host.WithDbAsync(db =>
        {
            var entities = db.Model.GetEntityTypes().ToDictionary(e => e.GetTableName()!);
            Assert.DoesNotContain(required, r => entities.TryGetValue(r.Table, out var entity)
                && entity.GetProperties().All(p => p.GetColumnName() != r.Column));
            foreach (var (table, entity) in entities)
                Assert.Equal(
                    keys.Where(k => k.Table == table).Select(k => k.Column).Order(),
                    entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()).Order());
            return Task.CompletedTask;
        });
    }

    static async Task<Dictionary<(string, string), string>> ColumnsAsync(JobHost host)
    {
        await using var command = host.Databases.Owner.CreateCommand("""
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new Dictionary<(string, string), string>();
        while (await reader.ReadAsync())
            columns[(reader.GetString(0), reader.GetString(1))] = Text(reader.GetString(2), reader.GetBoolean(3));
        return columns;
    }

    static string Text(string type, bool nullable) => nullable ? $"{type} null" : $"{type} not null";
}

static class Rows
{
    public static async Task<List<(string Table, string Column)>> ListRowsAsync(this Npgsql.NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync())
            rows.Add((reader.GetString(0), reader.GetString(1)));
        return rows;
    }
}

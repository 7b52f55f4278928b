using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Numora.Data;
using Numora.Tests.Support;

namespace Numora.Tests.Data;

public sealed class RowLevelSecurityTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    const string TenantTables = """
        select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'workspace_id'
            and not a.attisdropped
        """;

    [Fact]
    public async Task Every_table_of_tenants_has_row_level_security_and_a_policy()
    {
        var open = await app.Databases.Owner.ListAsync<string>($"""
            select relname from pg_class c where relnamespace = 'public'::regnamespace and relname in ({TenantTables})
            and not (relrowsecurity and exists (
                select from pg_policy p where p.polrelid = c.oid and p.polqual is not null and p.polwithcheck is not null))
            """);

        Assert.Empty(open);
    }

    [Fact]
    public async Task The_role_of_tenants_owns_nothing_and_bypasses_nothing()
    {
        var owner = app.Databases.Owner;

        Assert.Equal("numora_app", await app.Databases.Tenants.OneAsync<string>("select current_user::text"));
        Assert.False(await owner.OneAsync<bool>(
            "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin from pg_roles where rolname = 'numora_app'"));
        Assert.Equal(0, await owner.OneAsync<long>(
            "select count(*) from pg_class where relowner = (select oid from pg_roles where rolname = 'numora_app')"));
        Assert.False(await owner.OneAsync<bool>("select exists (select from pg_auth_members where member = 'numora_app'::regrole)"));
    }

    [Fact]
    public async Task A_pooled_connection_keeps_the_role_of_tenants_whatever_was_done_on_it()
    {
        var roles = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            await using var connection = await app.Databases.Tenants.OpenConnectionAsync();
            await using var command = new NpgsqlCommand("select current_user::text", connection);
            roles.Add((string)(await command.ExecuteScalarAsync())!);
        }

        Assert.All(roles, role => Assert.Equal("numora_app", role));
    }

    [Fact]
    public async Task Without_a_workspace_no_tenant_table_shows_a_row_and_with_one_only_its_own()
    {
        var mine = (await app.Http.InReviewAsync()).Id();
        using var stranger = await app.StrangerAsync();
        var theirs = (await stranger.InReviewAsync()).Id();
        var workspace = await app.Databases.Owner.OneAsync<string>("select workspace_id from documents where id = $1", mine);

        foreach (var table in await app.Databases.Owner.ListAsync<string>(TenantTables))
        {
            Assert.Equal(0, await app.Databases.Tenants.OneAsync<long>($"select count(*) from {table}"));
            Assert.Equal(0, await WithWorkspaceAsync(workspace, $"select count(*) from {table} where workspace_id <> '{workspace}'"));
        }

        Assert.Equal(0, await app.Databases.Tenants.OneAsync<long>("select count(*) from workspaces"));
        Assert.Equal(1, await WithWorkspaceAsync(workspace, "select count(*) from workspaces"));
        Assert.Equal(1, await WithWorkspaceAsync(workspace, $"select count(*) from documents where id in ('{mine}', '{theirs}')"));
    }

    [Fact]
    public async Task Rows_for_another_workspace_can_neither_be_written_nor_changed_nor_deleted()
    {
        using var stranger = await app.StrangerAsync();
        var theirs = (await stranger.InReviewAsync()).Id();
        var mine = (await app.Http.InReviewAsync()).Id();
        var workspace = await app.Databases.Owner.OneAsync<string>("select workspace_id from documents where id = $1", mine);
        var other = await app.Databases.Owner.OneAsync<string>("select workspace_id from documents where id = $1", theirs);

        foreach (var insert in new[]
        {
            "insert into document_events (id, document_id, workspace_id, type, status, actor, at) " +
                $"values ('evt_x', '{theirs}', '{other}', 't', 's', 'a', now())",
            $"insert into jobs (kind, subject, workspace_id) values ('extract', '{theirs}', '{other}')",
            $"update documents set workspace_id = '{other}' where id = '{mine}'",
        })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => WithWorkspaceAsync(workspace, insert));
            Assert.Equal("42501", refused.SqlState);
        }

        foreach (var change in new[] { "delete from documents", "update documents set file_name = 'x'" })
            Assert.Equal(0, await WithWorkspaceAsync(
                workspace, $"with x as ({change} where id = '{theirs}' returning 1) select count(*) from x"));
        await Assert.ThrowsAsync<PostgresException>(() => WithWorkspaceAsync(workspace, "select count(*) from schema_migrations"));
    }

    [Fact]
    public async Task The_workspace_is_named_inside_the_transaction_only()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        var workspace = await app.Databases.Owner.OneAsync<string>("select workspace_id from documents where id = $1", id);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().WorkspaceId = workspace;
        var db = scope.ServiceProvider.GetRequiredService<NumoraDb>();

        await db.Database.OpenConnectionAsync(); // the same connection all along
        var alone = await db.Documents.CountAsync(d => d.Id == id);
        var afterStatement = await LeftOverAsync(db);
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            var inside = await db.Documents.CountAsync(d => d.Id == id);
            db.Jobs.Add(new("extract", id, workspace, null));
            await db.SaveChangesAsync();
            await db.Jobs.Where(j => j.Kind == "extract").ExecuteDeleteAsync();
            Assert.Equal(1, inside);
            await transaction.CommitAsync();
        }

        Assert.Equal(1, alone);
        Assert.Equal("", afterStatement);
        Assert.Equal("", await LeftOverAsync(db));
        for (var i = 0; i < 8; i++) // over the point at which statements are prepared by themselves
            Assert.Equal(id, (await db.Documents.AsNoTracking().SingleAsync(d => d.Id == id)).Id);
    }

    [Fact]
    public async Task A_caller_of_one_workspace_never_meets_the_rows_of_another_on_a_shared_connection()
    {
        using var stranger = await app.StrangerAsync();
        var theirs = (await stranger.InReviewAsync()).Id();
        var mine = (await app.Http.InReviewAsync()).Id();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var (http, id) = i % 2 == 0 ? (app.Http, mine) : (stranger, theirs);
            var other = i % 2 == 0 ? theirs : mine;
            return ((int)(await http.GetAsync($"/v1/documents/{id}")).StatusCode,
                (int)(await http.GetAsync($"/v1/documents/{other}")).StatusCode);
        }));

        Assert.All(answers, a => Assert.Equal((200, 404), a));
    }

    static async Task<string> LeftOverAsync(NumoraDb db)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(current_setting('app.workspace', true), '')", (NpgsqlConnection)db.Database.GetDbConnection());
        return (string)(await command.ExecuteScalarAsync())!;
    }

    async Task<long> WithWorkspaceAsync(string workspace, string sql)
    {
        await using var connection = await app.Databases.Tenants.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var name = new NpgsqlCommand("select set_config('app.workspace', $1, true)", connection);
        name.Parameters.AddWithValue(workspace);
        await name.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as long? ?? 0;
    }
}

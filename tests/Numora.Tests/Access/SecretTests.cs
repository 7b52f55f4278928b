using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Numora.Access;
using Numora.Tests.Support;

namespace Numora.Tests.Access;

/// <summary>What must never be found: secrets in the tables, secrets and documents' contents in the log.</summary>
public sealed class SecretTests(SecretTests.App app) : IClassFixture<SecretTests.App>
{
    [Fact]
    public async Task No_table_holds_a_secret_in_the_clear()
    {
        var key = await (await app.Http.PostAsJsonAsync(
            "/v1/api-keys", new { name = "dumped", scopes = new[] { Scopes.DocumentsRead } })).JsonAsync(201);
        var rotated = await (await app.Http.PostAsJsonAsync($"/v1/api-keys/{key.Id()}/rotate", new { grace_seconds = 60 })).JsonAsync();

        var dump = await DumpAsync();

        foreach (var secret in new[] { NumoraApp.Key, key.Text("secret")!, rotated.Text("secret")! })
        {
            Assert.Contains(secret[..16], dump, StringComparison.Ordinal); // the look-up prefix: the dump is a real one
            Assert.DoesNotContain(secret[16..], dump, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret[16..])), dump, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_log_holds_no_secret_no_value_and_no_name_of_a_file()
    {
        const string canary = "Geheimrat7731";
        using var guesser = app.Client($"sk_live_{canary}{canary}{canary}{canary}");
        await guesser.GetAsync("/v1/me");
        var sent = await app.Http.UploadAsync(
            EInvoices.Ubl(vendor: canary, number: canary), externalId: canary, metadata: $$"""{"{{canary}}":"{{canary}}"}""",
            fileName: $"{canary}.xml");
        var id = (await app.Http.ReadAsync((await sent.JsonAsync(202)).Id())).Id();
        await (await app.Http.CorrectAsync(id, new { fields = new { vendor_name = canary } })).JsonAsync();
        await app.Http.CorrectAsync(id, new { fields = new { total_amount = canary } });
        await app.Http.ActAsync(id, "reject", new { reason = canary });
        await app.Http.GetAsync($"/v1/documents?external_id={canary}&status={canary}");
        await app.Http.SendAsync(
            "POST", "/v1/documents", $$"""{"schema":"invoice_v2","file_url":"https://user:{{canary}}@example.com/{{canary}}"}""");
        await app.Http.SendAsync("POST", "/v1/documents", $$"""{"schema":"{{canary}}","{{canary}}":""");

        Assert.NotEmpty(app.Log.Lines);
        Assert.DoesNotContain(app.Log.Lines, l => l.Contains(canary, StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.Lines, l => l.Contains(NumoraApp.Key[16..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_recorded()
    {
        using var http = await app.ClientWithAsync(Scopes.DocumentsRead);
        var id = (await http.GetJsonAsync("/v1/me")).GetProperty("key").Id();

        await app.StopAsync(); // a host that stops writes down what it knows; a running one does every quarter minute
        await app.StartAsync();

        var key = (await app.Http.GetJsonAsync("/v1/api-keys?limit=200")).Data().Single(k => k.Id() == id);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", key.Text("last_used_at"));
    }

    /// <summary>Every row of every table, as text.</summary>
    async Task<string> DumpAsync()
    {
        var dump = new StringBuilder();
        await using var tables = app.Databases.Owner.CreateCommand(
            "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        await using var reader = await tables.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            await using var rows = app.Databases.Owner.CreateCommand(
                $"select coalesce(string_agg(t::text, E'\\n'), '') from \"{reader.GetString(0)}\" t");
            dump.AppendLine((string)(await rows.ExecuteScalarAsync())!);
        }

        return dump.ToString();
    }

    public sealed class App : NumoraApp
    {
        internal LogBook Log { get; } = new();

        protected override void Replace(IServiceCollection services) => services
            .AddSingleton<ILoggerProvider>(Log);
    }
}

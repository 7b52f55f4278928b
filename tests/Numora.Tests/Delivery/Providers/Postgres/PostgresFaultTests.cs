using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Npgsql;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Providers.Postgres;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery.Providers.Postgres;

/// <summary>Settings, broken connections, looking a record up, and who may be reached.</summary>
public sealed class PostgresFaultTests : IAsyncLifetime
{
    static readonly Payload Invoice = PostgresPushTests.WithLines([], ("A", 1m), ("B", 2m));

    PostgresPeer _erp = null!;

    public async Task InitializeAsync() => _erp = await PostgresPeer.StartAsync();

    public async Task DisposeAsync() => await _erp.DisposeAsync();

    [Fact]
    public async Task A_connection_cut_at_commit_leaves_it_unknown_and_the_record_is_found()
    {
        var push = _erp.Push(Invoice);
        Assert.IsType<FindAnswer.Absent>(await _erp.Provider.FindAsync(push, default));
        _erp.Relay.CutAfterCommit = true;

        var answer = await _erp.Provider.PushAsync(push, default);

        Assert.Equal("answer_lost", Assert.IsType<PushAnswer.Unknown>(answer).Code);
        Assert.Equal(new FindAnswer.Found("R-1", null, Same: true), await _erp.Provider.FindAsync(push, default));
        Assert.Equal(new PushAnswer.Done("R-1", null, "unchanged"), await _erp.Provider.PushAsync(push, default));
        Assert.DoesNotContain(PostgresPeer.Password, push.LogText() + answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE sales.invoices SET total = 2")]
    [InlineData("UPDATE sales.lines SET qty = 3 WHERE sku = 'A'")]
    [InlineData("DELETE FROM sales.lines WHERE sku = 'A'")]
    [InlineData("INSERT INTO sales.lines (invoice, sku) VALUES ('R-1', 'C')")]
    public async Task A_record_that_differs_is_found_as_another(string change)
    {
        var push = _erp.Push(Invoice);
        await _erp.Provider.PushAsync(push, default);
        await _erp.ExecuteAsync(change);

        Assert.Equal(new FindAnswer.Found("R-1", null, Same: false), await _erp.Provider.FindAsync(push, default));
    }

    [Fact]
    public async Task A_lock_that_is_held_too_long_is_tried_later()
    {
        await _erp.Provider.PushAsync(_erp.Push(Invoice), default);
        await using var holder = new NpgsqlConnection(_erp.Admin);
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var update = new NpgsqlCommand("UPDATE sales.invoices SET total = 5", holder, transaction))
            await update.ExecuteNonQueryAsync();

        var answer = await _erp.Provider.PushAsync(_erp.Push(Invoice, new { timeout_seconds = 1 }), default);

        Assert.Equal("timeout", Assert.IsType<PushAnswer.TryLater>(answer).Code);
    }

    [Fact]
    public async Task A_session_that_is_terminated_while_it_writes_is_tried_later_and_wrote_nothing()
    {
        await using var holder = new NpgsqlConnection(_erp.Admin);
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE sales.lines", holder, transaction))
            await hold.ExecuteNonQueryAsync();
        var pushing = _erp.Provider.PushAsync(_erp.Push(Invoice), default);
        var waiting = $"FROM pg_stat_activity WHERE usename = '{_erp.User}' AND wait_event_type = 'Lock'";
        while (await _erp.ReadAsync("SELECT count(*) " + waiting) == "0" && !pushing.IsCompleted)
            await Task.Delay(20);

        await _erp.ReadAsync("SELECT pg_terminate_backend(pid) " + waiting);

        Assert.Equal("destination_unreachable", Assert.IsType<PushAnswer.TryLater>(await pushing).Code);
        Assert.Equal("0", await _erp.ReadAsync("SELECT count(*) FROM sales.invoices"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_never_shown()
    {
        var push = _erp.Push(Invoice, password: "wr0ng-pw");

        var answer = Assert.IsType<PushAnswer.Refused>(await _erp.Provider.PushAsync(push, default));
        var test = await _erp.Provider.TestAsync(push.Target, default);

        Assert.Equal("credentials_rejected", answer.Code);
        Assert.False(test.Ok);
        Assert.DoesNotContain("wr0ng", answer + push.LogText() + test, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_the_user_may_not_write_to_is_told()
    {
        var answer = await _erp.Provider.PushAsync(
            _erp.Push(new("public.vendors", ["id"], [SamplePush.F("id", 1)], null, false)), default);

        var refused = Assert.IsType<PushAnswer.Refused>(answer);
        Assert.Equal("destination_refused", refused.Code);
        Assert.Contains("permission denied for table vendors", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_test_says_what_was_reached_and_what_may_be_written()
    {
        var there = await _erp.Provider.TestAsync(_erp.Push(Invoice).Target, default);
        var elsewhere = await _erp.Provider.TestAsync(_erp.Push(Invoice, new { schema = "nowhere" }).Target, default);
        var encrypted = await _erp.Provider.TestAsync(_erp.Push(Invoice, new { ssl_mode = "require" }).Target, default);

        Assert.True(there.Ok, there.Detail);
        Assert.EndsWith(
            $"as {_erp.User}, not encrypted. The user may write to 2 tables in the schema sales.", there.Detail, StringComparison.Ordinal);
        Assert.Equal((false, true), (elsewhere.Ok, elsewhere.Detail.EndsWith("There is no schema nowhere.", StringComparison.Ordinal)));
        Assert.Contains("SSL", encrypted.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("db.test", true)]
    [InlineData("other.test", false)]
    public async Task Verify_full_compares_the_certificate_with_the_name_though_the_address_was_checked(string name, bool ok)
    {
        using var certificate = Certificate("db.test");
        await using var erp = await PostgresPeer.StartAsync(certificate);
        var rules = new EgressRules(new EgressOptions { Allow = [$"127.0.0.1:{erp.Relay.Port}"] });
        var provider = new PostgresProvider(rules, (_, _) => Task.FromResult(new[] { IPAddress.Loopback }));
        var push = erp.Push(
            Invoice, new { ssl_mode = "verify-full", ssl_root_certificate = certificate.ExportCertificatePem() }, host: name);

        var answer = await provider.PushAsync(push, default);

        if (ok)
            Assert.IsType<PushAnswer.Done>(answer);
        else
            Assert.Contains("certificate", Assert.IsType<PushAnswer.Refused>(answer).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("8.8.8.8", "127.0.0.1")]
    public async Task A_name_that_leads_inside_is_never_connected_to(params string[] addresses)
    {
        using var canary = Canary.Start();
        var provider = new PostgresProvider(
            new EgressRules(new EgressOptions()), (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));
        var push = _erp.Push(Invoice, new { port = canary.Port, ssl_mode = "require" }, host: "db.example.com");

        var answer = Assert.IsType<PushAnswer.Refused>(await provider.PushAsync(push, default));

        Assert.Contains("not allowed from here", answer.Reason, StringComparison.Ordinal);
        Assert.False(canary.WasReached);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_tried_later()
    {
        var push = _erp.Push(Invoice);
        await _erp.Relay.DisposeAsync();

        Assert.Equal("destination_unreachable", Assert.IsType<PushAnswer.TryLater>(await _erp.Provider.PushAsync(push, default)).Code);
        Assert.IsType<FindAnswer.TryLater>(await _erp.Provider.FindAsync(push, default));
    }

    [Fact]
    public void All_faults_of_the_settings_are_told_at_once()
    {
        var provider = new PostgresProvider(new EgressRules(new EgressOptions()), (_, _) => Task.FromResult<IPAddress[]>([]));
        var config = JsonElement.Parse($$$"""
            {"host":"a.example.com,b.example.com","port":70000,"database":"","username":"u","ssl_mode":"allow",
             "schema":"{{{new string('ä', 32)}}}",
             "ssl_root_certificate":"x","timeout_seconds":0,"id_column":"","lookups":{"vendors":{"id":""} } }
            """, default);

        var faults = provider.Check(config, JsonElement.Parse("""{"password":""}""", default));

        Assert.Equal(
            [
                "config.database", "config.host", "config.id_column", "config.lookups.vendors.id", "config.port", "config.schema",
                "config.ssl_mode", "config.ssl_root_certificate", "config.timeout_seconds", "credentials.password",
            ], faults.Select(f => f.Field).Order(StringComparer.Ordinal));
        Assert.Empty(provider.Check(
            JsonElement.Parse("""{"host":"db.example.com","database":"erp","username":"numora"}""", default),
            JsonElement.Parse("""{"password":"x"}""", default)));
        Assert.Equal("config.host", Assert.Single(provider.Check(
            JsonElement.Parse("""{"host":"10.0.0.5","database":"erp","username":"numora"}""", default), null)).Field);
    }

    [Fact]
    public void All_faults_of_a_mapping_are_told_at_once()
    {
        var mapping = JsonSerializer.Deserialize<MappingDefinition>($$$"""
            {"object":"","key":["number","year"],
             "fields":[{"target":"number","source":"x"},{"target":"{{{new string('x', 64)}}}","source":"y"}],
             "line_items":{"object":"lines","parent":"invoice","key":["sku"],"fields":[{"target":"invoice","source":"q"}]}}
            """, Json.Options)!;

        var faults = _erp.Provider.CheckMapping(mapping, _erp.Push(Invoice).Target.Config);

        Assert.Equal(
            ["object", "fields[1].target", "key", "line_items.key", "line_items.parent", "line_items.fields"], faults.Select(f => f.Field));
    }

    [Fact]
    public void The_preview_shows_the_rows()
    {
        var preview = _erp.Provider.Preview(_erp.Push(Invoice));

        Assert.Equal(
            """
            {"table":"sales.invoices","key":["number"],"row":{"number":"R-1","total":1},"lines":{"table":"sales.lines","parent":"invoice",
            """ + """
            "parent_value":"R-1","key":[],"rows":[{"sku":"A","qty":1},{"sku":"B","qty":2}]}}
            """, preview.ToJsonString());
    }

    static X509Certificate2 Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}

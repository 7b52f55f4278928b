using System.Text.Json;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers.Http;
using Numora.Platform;

namespace Numora.Tests.Delivery.Providers.Http;

public class HttpSettingsTests
{
    static readonly HttpProvider Provider = new(new Egress(new EgressRules(new EgressOptions())), TimeProvider.System);

    [Fact]
    public void A_full_set_of_settings_is_accepted()
    {
        var faults = Check("""
            {
              "url": "https://erp.example.com/api/{{object}}/{{key.number}}", "method": "PUT",
              "headers": {"X-Tenant": "{{metadata.tenant}}", "Accept": "application/json"},
              "content_type": "application/vnd.api+json", "idempotency_header": "X-Idempotency",
              "success": {"status": [200, 201, 409], "exists": ["$.data.id"], "not_exists": ["$.error"], "equals": {"$.ok": true}},
              "external_id": "$.data.id", "external_url": "https://erp.example.com/ui/{{external_id}}",
              "error_message": "$.error.message",
              "find": {"url": "https://erp.example.com/api/invoices?number={{key.number}}", "external_id": "$.value[0].id",
                       "exists": ["$.value"], "not_found": [404, 410], "same": {"$.value[0].total": "{{payload.total}}"}},
              "attach": {"url": "https://erp.example.com/api/invoices/{{external_id}}/files", "method": "PUT", "field_name": "upload"},
              "test": {"method": "GET", "url": "https://erp.example.com/api/me"}, "timeout_seconds": 60
            }
            """, """
            {"type":"oauth2_client_credentials","token_url":"https://id.example.com/token","client_id":"a","client_secret":"b","scope":"s"}
            """);

        Assert.Empty(faults);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = Check("""
            {
              "url": "https://{{metadata.host}}/x", "method": "GET",
              "headers": {"Authorization": "x", "Content-Length": "1", "Idempotency-Key": "1", "b d": "x", "X-A": "{{nope}}"},
              "content_type": "text/xml",
              "success": {"status": [301], "exists": ["id"], "equals": {"$.x": [1]}},
              "external_id": "{{x}}", "error_message": "$..a",
              "find": {"url": "https://e.example.com/{{external_id}}", "same": {"$.a": null}},
              "attach": {"url": "", "method": "PATCH", "field_name": "a\"b"},
              "test": {"method": "POST", "url": "https://e.example.com/{{object}}"}, "timeout_seconds": 121
            }
            """, """{"type":"basic","username":"a:b","token":"x"}""");

        Assert.Equal(
            [
                "config.attach.field_name", "config.attach.method", "config.attach.url", "config.content_type",
                "config.error_message", "config.external_id", "config.find.same.$.a", "config.find.url", "config.headers.Authorization",
                "config.headers.Content-Length", "config.headers.Idempotency-Key", "config.headers.X-A", "config.headers.b d",
                "config.method", "config.success.equals.$.x", "config.success.exists[0]", "config.success.status",
                "config.test.method", "config.test.url", "config.timeout_seconds", "config.url",
                "credentials.password", "credentials.token", "credentials.username",
            ], faults.Select(f => f.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"type":"header","name":"Host","value":"x"}""", "credentials.name")]
    [InlineData("""{"type":"header","name":"Idempotency-Key","value":"x"}""", "credentials.name")]
    [InlineData("""{"type":"header","name":"X-Key","value":"a\r\nX-B: 1"}""", "credentials.value")]
    [InlineData("""{"type":"magic"}""", "credentials.type")]
    [InlineData("""{"type":"bearer","token":"a","unknown":1}""", "credentials.unknown")]
    [InlineData("""{"type":"oauth2_client_credentials","token_url":"http://10.0.0.1/","client_id":"a","client_secret":"b"}""",
        "credentials.token_url")]
    public void Credentials_that_cannot_work_are_refused_without_being_repeated(string credentials, string field)
    {
        var fault = Assert.Single(Check("""{"url":"https://e.example.com/"}""", credentials));

        Assert.Equal(field, fault.Field);
        Assert.DoesNotContain("X-B", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_must_become_one_object_and_fill_the_templates()
    {
        var mapping = JsonSerializer.Deserialize<MappingDefinition>("""
            {"object":"invoices","key":["number"],
             "fields":[{"target":"invoice","source":"x"},{"target":"invoice.number","source":"y"},{"target":".a","source":"z"},
                       {"target":"vendor","source":"v","lookup":{"object":"vendors","match":"name"}}],
             "line_items":{"object":"lines","fields":[{"target":"a..b","source":"q"}]}}
            """, Json.Options)!;

        var faults = Provider.CheckMapping(
            mapping, SamplePush.Element(new { url = "https://e.example.com/{{key.other}}/{{payload.total}}/{{key.number}}" }));

        Assert.Equal(
            ["fields[0].target", "fields[2].target", "line_items.fields[0].target", "fields[3].lookup", "key", "fields"],
            faults.Select(f => f.Field));
    }

    static IReadOnlyList<Fault> Check(string config, string credentials) =>
        Provider.Check(JsonElement.Parse(config, default), JsonElement.Parse(credentials, default));
}

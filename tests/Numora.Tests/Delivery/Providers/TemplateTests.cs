using System.Text.Json;
using Numora.Delivery.Providers;
using Numora.Platform;

namespace Numora.Tests.Delivery.Providers;

public class TemplateTests
{
    static readonly TemplateNames Known = new(Payload: true, ExternalId: false);
    static readonly TemplateValues Values = TemplateValues.Of(SamplePush.To(new { }));
    static readonly Egress Egress = new(new EgressRules(new EgressOptions()));

    [Theory]
    [InlineData("{{total_amount}} {{ metadata.branch }} {{metadata.nr}}", "119.00 Köln 1 7")]
    [InlineData("{{document.id}}/{{document.external_id}}/{{document.schema}}", "doc_01jz/po-77/ä/invoice_v2")]
    [InlineData("{{key.number}}|{{payload.vendor.name}}|{{payload.vendor.tags}}|{{object}}", "R/2026 ?&#1|Müller \"& Söhne|a; b|invoices")]
    [InlineData("{ {one} } {{idempotency_key}}", "{ {one} } idem-01jz-0001")]
    [InlineData("{{document.created_at}}", "1970-01-01T00:00:00.000Z")]
    public void A_name_stands_for_its_value(string text, string expected)
    {
        var faults = new List<Fault>();

        var template = Template.Parse(text, "config.x", Known, faults);

        Assert.Empty(faults);
        Assert.Equal(expected, template!.Render(Values, TemplateUse.Text));
    }

    [Theory]
    [InlineData("a {{total_amount", "character 3")]
    [InlineData("a}} {{total_amount}}", "character 2")]
    [InlineData("{{totl_amount}}", "{{totl_amount}}")]
    [InlineData("{{external_id}}", "{{external_id}}")]
    [InlineData("{{metadata.}}", "{{metadata.}}")]
    [InlineData("{{credentials.token}}", "{{credentials.token}}")]
    [InlineData("{{}}", "{{}}")]
    public void What_cannot_be_filled_is_a_fault_that_names_the_place(string text, string told)
    {
        var faults = new List<Fault>();

        Assert.Null(Template.Parse(text, "config.url", Known, faults));

        var fault = Assert.Single(faults);
        Assert.Equal("config.url", fault.Field);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_missing_is_named()
    {
        var template = Template.Stored("x{{due_date}}", "config.url");

        var e = Assert.Throws<TemplateValueException>(() => template.Render(Values, TemplateUse.Url));

        Assert.Equal("config.url needs {{due_date}}, which this document does not have.", e.Message);
    }

    [Fact]
    public void A_header_stays_one_line_of_ascii()
    {
        var header = Template.Stored("by {{vendor_name}}", "h").Render(Values, TemplateUse.Header);

        Assert.Equal("by M%C3%BCller & S%C3%B6hne  X-Evil: 1", header);
    }

    [Fact]
    public void A_value_stays_within_its_part_of_a_url()
    {
        var template = Template.Stored("https://erp.example.com/i/{{key.number}}?v={{payload.vendor.name}}", "config.url");

        var url = UrlTemplate.Render(template, Values, Egress);

        Assert.Equal("https://erp.example.com/i/R%2F2026%20%3F%26%231?v=M%C3%BCller%20%22%26%20S%C3%B6hne", url.AbsoluteUri);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    public void A_value_never_leads_to_another_path(string value)
    {
        var template = Template.Stored("https://erp.example.com/a/b/{{metadata.branch}}/c", "config.url");
        var values = new TemplateValues(SamplePush.Document with
        {
            Metadata = new(JsonSerializer.SerializeToElement(new { branch = value })),
        });

        var e = Assert.Throws<TemplateValueException>(() => UrlTemplate.Render(template, values, Egress));

        Assert.Contains("leads elsewhere", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://{{metadata.host}}/x", "after https://host/")]
    [InlineData("https://erp.example.com{{metadata.host}}/x", "after https://host/")]
    [InlineData("https://erp.example.com:{{metadata.port}}/", "after https://host/")]
    [InlineData("{{metadata.url}}", "https://")]
    [InlineData("http://erp.example.com/", "https://")]
    [InlineData("https://10.0.0.1/{{object}}", "not allowed")]
    [InlineData("https://u:p@erp.example.com/", "user name")]
    [InlineData("https://erp.example.com/a/../b", "leads elsewhere")]
    [InlineData("https://erp.example.com/a#b", "fragment")]
    [InlineData("", "required")]
    public void A_url_whose_host_is_open_or_closed_to_us_is_a_fault(string text, string told)
    {
        var faults = new List<Fault>();

        Assert.Null(UrlTemplate.Check(text, "config.url", Known, Egress, faults));

        Assert.Contains(told, Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_filled_as_json_whatever_the_values_hold()
    {
        var body = JsonElement.Parse("""
            {"text":"{{vendor_name}} \"","amount":"{{total_amount}}","list":["{{payload.vendor.tags}}",1,null]}
            """, default);
        var faults = new List<Fault>();

        TemplateJson.Check(body, "config.body", Known, faults);
        var made = TemplateJson.Render(body, "config.body", Values)!;

        Assert.Empty(faults);
        Assert.Equal("Müller & Söhne\r\nX-Evil: 1 \"", (string)made["text"]!);
        Assert.Equal("119.00", made["amount"]!.ToJsonString());
        Assert.Equal("""[["a","b"],1,null]""", made["list"]!.ToJsonString());
    }

    [Fact]
    public void Faults_in_json_name_their_member()
    {
        var faults = new List<Fault>();

        TemplateJson.Check(JsonElement.Parse("""{"a":{"b":["{{nope}}"]}}""", default), "config.body", Known, faults);

        Assert.Equal("config.body.a.b[0]", Assert.Single(faults).Field);
    }
}

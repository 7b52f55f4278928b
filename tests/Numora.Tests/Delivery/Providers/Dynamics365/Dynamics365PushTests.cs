using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using static Numora.Tests.Delivery.Providers.Dynamics365.Pay;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>Records, their keys and their lookups, against an environment that speaks the Web API.</summary>
public sealed class Dynamics365PushTests
{
    [Fact]
    public async Task A_record_is_created_once_and_then_updated_under_the_same_key()
    {
        await using var desk = await DataverseDesk.OpenAsync();

        var created = await desk.DoneAsync(Invoice("R-1", To("totalamount", 119.00m), To("duedate", "2026-03-31")));
        var updated = await desk.DoneAsync(Invoice("R-1", To("totalamount", 238.00m), To("duedate", null)));

        var record = Assert.Single(desk.Peer.Records("invoices"));
        Assert.Equal(("created", "updated"), (created.Outcome, updated.Outcome));
        Assert.Equal(record.Text("invoiceid"), created.ExternalId);
        Assert.Equal(created.ExternalId, updated.ExternalId);
        Assert.Equal(("R-1", "238.00", "null"), (record.Text("invoicenumber"), record.Text("totalamount"), record.Text("duedate")));
        Assert.Equal($"{desk.Peer.Base}/main.aspx?etn=invoice&id={created.ExternalId}&pagetype=entityrecord", created.Url);
    }

    [Fact]
    public async Task An_answer_without_a_body_still_tells_the_records_id()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.Store.Represents = false;

        var alone = await desk.DoneAsync(Invoice("R-1"));
        var together = await desk.DoneAsync(Invoice("R-1").With(Row("li_1", 1, "Paper")));

        Assert.Equal(desk.Peer.Records("invoices").Single().Text("invoiceid"), alone.ExternalId);
        Assert.Equal((alone.ExternalId, "written"), (together.ExternalId, together.Outcome));
    }

    [Theory]
    [InlineData("O'Neill's R-1")]
    [InlineData("Nr. 12 — Müller & Söhne", false)]
    [InlineData("Größe 7 ü€ 発票 #1;a=b,(c)")]
    [InlineData("''")]
    [InlineData("2026-01-31")]
    [InlineData("4711")]
    public async Task A_key_is_found_again_whatever_letters_and_quotes_it_has(string number, bool possible = true)
    {
        await using var desk = await DataverseDesk.OpenAsync();
        if (!possible)
        {
            Assert.IsType<PushAnswer.Refused>(await desk.PushAsync(Invoice(number)));
            return;
        }

        await desk.DoneAsync(Invoice(number));
        var again = await desk.DoneAsync(Invoice(number, To("name", "Again")));

        var record = Assert.Single(desk.Peer.Records("invoices"));
        Assert.Equal((number, "Again", "updated"), (record.Text("invoicenumber"), record.Text("name"), again.Outcome));
    }

    [Fact]
    public async Task Numbers_and_dates_stand_in_keys_without_quotes()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        Payload two = new("invoices", ["sequence", "origin"], [To("sequence", 12), To("origin", "numora")], null, false);
        Payload date = new("invoices", ["duedate"], [To("duedate", "2026-01-31")], null, false);

        await desk.DoneAsync(two);
        var secondOfTwo = await desk.DoneAsync(two);
        await desk.DoneAsync(date);
        var secondOfDate = await desk.DoneAsync(date);

        Assert.Equal(2, desk.Peer.Records("invoices").Count);
        Assert.Equal(("updated", "updated"), (secondOfTwo.Outcome, secondOfDate.Outcome));
    }

    [Theory]
    [InlineData("R/1", "/")]
    [InlineData("<a>", "< >")]
    [InlineData(@"50% of A&B: C\D *?+", @"% & : \ * ? +")]
    public async Task Characters_that_keys_cannot_have_are_refused_by_name_before_anything_is_sent(string number, string named)
    {
        await using var desk = await DataverseDesk.OpenAsync();

        var answer = await desk.PushAsync(Invoice(number));

        var refused = Assert.IsType<PushAnswer.Refused>(answer);
        Assert.Equal("payload_invalid", refused.Code);
        Assert.Contains($"key invoicenumber contains {named},", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Peer.Requests);
    }

    [Fact]
    public async Task A_record_without_a_key_value_is_not_sent()
    {
        await using var desk = await DataverseDesk.OpenAsync();

        var answer = await desk.PushAsync(new("invoices", ["invoicenumber"], [To("invoicenumber", null)], null, false));

        Assert.Equal("key_missing", Assert.IsType<PushAnswer.Refused>(answer).Code);
        Assert.Empty(desk.Peer.Requests);
    }

    [Fact]
    public async Task A_lookup_binds_the_record_that_has_the_value()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.Add("accounts", new JsonObject { ["name"] = "Someone else" });
        var vendor = desk.Peer.Add("accounts", new JsonObject { ["name"] = "O'Brien & Söhne + Co", ["customercode"] = 7 });

        await desk.DoneAsync(Invoice("R-1",
            Lookup("customerid_account", "O'Brien & Söhne + Co"), Lookup("new_Payer", 7, match: "customercode")));

        var record = desk.Peer.Records("invoices").Single();
        Assert.Equal((vendor.ToString(), vendor.ToString()), (record.Text("customerid_account"), record.Text("new_Payer")));
    }

    [Theory]
    [InlineData("Fail", null)]
    [InlineData("Null", "null")]
    [InlineData("Skip", "kept")]
    public async Task A_lookup_that_finds_nothing_does_what_the_mapping_says(string missing, string? then)
    {
        await using var desk = await DataverseDesk.OpenAsync();
        var before = desk.Peer.Add("accounts", new JsonObject { ["name"] = "Known" });
        await desk.DoneAsync(Invoice("R-1", Lookup("customerid_account", "Known")));

        var answer = await desk.PushAsync(
            Invoice("R-1", Lookup("customerid_account", "Unknown", Enum.Parse<OnMissing>(missing)), To("name", "New")));

        var record = desk.Peer.Records("invoices").Single();
        if (then is null)
        {
            var refused = Assert.IsType<PushAnswer.Refused>(answer);
            Assert.Equal("lookup_missing", refused.Code);
            Assert.Equal("No record of accounts has the name 'Unknown', so customerid_account cannot be set.", refused.Reason);
            Assert.Equal("null", record.Text("name"));
        }
        else
        {
            Assert.IsType<PushAnswer.Done>(answer);
            Assert.Equal(then == "kept" ? before.ToString() : "null", record.Text("customerid_account"));
            Assert.Contains("No record of accounts has the name 'Unknown'", desk.LogText, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Fail")]
    [InlineData("Null")]
    [InlineData("Skip")]
    public async Task A_lookup_that_finds_two_records_is_refused(string missing)
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.Add("accounts", new JsonObject { ["name"] = "Twin" });
        desk.Peer.Add("accounts", new JsonObject { ["name"] = "twin" });

        var answer = await desk.PushAsync(Invoice("R-1", Lookup("customerid_account", "Twin", Enum.Parse<OnMissing>(missing))));

        Assert.Equal("lookup_ambiguous", Assert.IsType<PushAnswer.Refused>(answer).Code);
        Assert.Empty(desk.Peer.Records("invoices"));
    }

    [Fact]
    public async Task The_same_lookup_is_asked_for_once_in_a_push()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.Add("accounts", new JsonObject { ["name"] = "ACME" });

        await desk.DoneAsync(Invoice("R-1", Lookup("customerid_account", "ACME"), Lookup("new_Payer", "ACME"))
            .With(Row("li_1", 1, "A", Lookup("new_Supplier", "ACME")), Row("li_2", 1, "B", Lookup("new_Supplier", "ACME"))));

        Assert.Equal(1, desk.Sent("/accounts?"));
        Assert.All(desk.Peer.Records("invoicedetails"), r => Assert.NotEqual("null", r.Text("new_Supplier")));
    }

    [Fact]
    public async Task A_list_becomes_the_text_that_multiple_choices_are_written_as()
    {
        await using var desk = await DataverseDesk.OpenAsync();

        await desk.DoneAsync(Invoice("R-1", To("new_tags", new JsonArray("1", "3")), To("ispaid", true)));

        var record = desk.Peer.Records("invoices").Single();
        Assert.Equal(("1,3", "true"), (record.Text("new_tags"), record.Text("ispaid")));
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_other_sides_words()
    {
        await using var desk = await DataverseDesk.OpenAsync();

        var column = await desk.PushAsync(Invoice("R-1", To("colour", "red")));
        var table = await desk.PushAsync(Invoice("R-1") with { Object = "bills" });

        var refused = Assert.IsType<PushAnswer.Refused>(column);
        Assert.Equal("destination_refused", refused.Code);
        Assert.Equal(
            $"{desk.Peer.HostAndPort} refused to write the record of invoices: Could not find a property named 'colour' on type"
            + " 'Microsoft.Dynamics.CRM.invoice'. (0x80048d19, HTTP 400).", refused.Reason);
        Assert.Contains("answered HTTP 400.", desk.LogText, StringComparison.Ordinal);
        var bills = Assert.IsType<PushAnswer.Refused>(table);
        Assert.Contains("no table with the entity set name bills", bills.Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Peer.Records("invoices"));
    }
}

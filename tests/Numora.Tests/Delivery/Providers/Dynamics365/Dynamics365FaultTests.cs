using System.Globalization;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using static Numora.Tests.Delivery.Providers.Dynamics365.Pay;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>Busy, broken and silent environments; and finding out what became of a push.</summary>
public sealed class Dynamics365FaultTests
{
    [Theory]
    [InlineData(429, "0x80072322", 2, "destination_busy")]
    [InlineData(429, "0x80072321", 17, "destination_busy")]
    [InlineData(429, "0x80072326", null, "destination_busy")]
    [InlineData(400, "0x80072326", 2, "destination_busy")]
    [InlineData(503, null, 120, "destination_busy")]
    [InlineData(500, "0x80040216", null, "destination_unreachable")]
    [InlineData(502, null, null, "destination_unreachable")]
    [InlineData(408, null, null, "timeout")]
    public async Task What_will_pass_is_tried_later_and_waits_are_obeyed(int status, string? error, int? wait, string code)
    {
        await using var desk = await DataverseDesk.OpenAsync();
        var told = wait?.ToString(CultureInfo.InvariantCulture);
        desk.Peer.FailNext(new PeerFault.Answer(status, error, "Number of requests exceeded the limit.", told), on: "/invoices(");

        var later = Assert.IsType<PushAnswer.TryLater>(await desk.PushAsync(Invoice("R-1")));
        var then = await desk.PushAsync(Invoice("R-1"));

        Assert.Equal(code, later.Code);
        Assert.Equal(wait is null ? null : TimeSpan.FromSeconds(wait.Value), later.After);
        Assert.Equal(error is not null, later.Reason.Contains("Number of requests exceeded the limit.", StringComparison.Ordinal));
        Assert.IsType<PushAnswer.Done>(then);
    }

    [Fact]
    public async Task A_busy_part_of_a_change_set_is_tried_later_and_nothing_is_written()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.FailNext(new PeerFault.Answer(429, "0x80072321", "Combined execution time exceeded."), on: "/invoicedetails(");

        var later = Assert.IsType<PushAnswer.TryLater>(await desk.PushAsync(Invoice("R-1").With(Row("li_1", 1, "A"))));

        Assert.Equal(("destination_busy", TimeSpan.FromSeconds(3)), (later.Code, later.After));
        Assert.Empty(desk.Peer.Records("invoices"));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(412)]
    public async Task Other_refusals_are_final(int status)
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.FailNext(
            new PeerFault.Answer(status, "0x80040220", "Principal user is missing prvCreateInvoice privilege."), on: "/invoices(");

        var refused = Assert.IsType<PushAnswer.Refused>(await desk.PushAsync(Invoice("R-1")));

        Assert.Equal("destination_refused", refused.Code);
        Assert.Contains("missing prvCreateInvoice privilege. (0x80040220, HTTP", refused.Reason, StringComparison.Ordinal);
    }

    public static TheoryData<string> Losses => ["before", "after", "half"];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task After_a_lost_answer_the_record_is_found_as_it_is_and_stays_one(string loss)
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.Add("accounts", new JsonObject { ["name"] = "ACME" });
        var payload = Invoice("R-1", To("totalamount", 119.90m), To("duedate", "2026-03-31"), To("name", "Müller"), To("ispaid", false),
            To("description", null), Lookup("customerid_account", "ACME")).With(Row("li_1", 1.50m, "A"), Row("li_2", 2, "B"));
        desk.Peer.FailNext(Fault(loss), on: "$batch");

        var lost = await desk.PushAsync(payload);
        var found = await desk.FindAsync(payload);
        var again = await desk.DoneAsync(payload);

        Assert.Equal("answer_lost", Assert.IsType<PushAnswer.Unknown>(lost).Code);
        if (loss == "before")
            Assert.IsType<FindAnswer.Absent>(found);
        else
            Assert.Equal(new FindAnswer.Found(again.ExternalId, again.Url, Same: true), found);
        Assert.Single(desk.Peer.Records("invoices"));
        Assert.Equal(2, desk.Peer.Records("invoicedetails").Count);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_lost_answer_about_a_record_alone_is_unknown_too(string loss)
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.FailNext(Fault(loss), on: "/invoices(");

        var lost = await desk.PushAsync(Invoice("R-1"));
        var found = await desk.FindAsync(Invoice("R-1"));

        Assert.IsType<PushAnswer.Unknown>(lost);
        Assert.Equal(loss != "before", found is FindAnswer.Found { Same: true });
    }

    [Fact]
    public async Task An_environment_that_never_answers_is_given_up_after_the_time_limit()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        await desk.DoneAsync(Invoice("R-0"));
        desk.Peer.FailNext(new PeerFault.Never(), on: "/invoices(");
        var push = desk.Push(Invoice("R-1"));
        var hasty = push with { Target = push.Target with { Config = desk.Config("\"timeout_seconds\":5", "\"timeout_seconds\":1") } };

        var answer = await desk.Provider.PushAsync(hasty, CancellationToken.None);

        Assert.Equal("answer_lost", Assert.IsType<PushAnswer.Unknown>(answer).Code);
        Assert.IsType<FindAnswer.Absent>(await desk.FindAsync(Invoice("R-1")));
    }

    [Fact]
    public async Task A_question_that_is_lost_leaves_nothing_open()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.FailNext(new PeerFault.DropAfter(), on: "/accounts?");

        var push = await desk.PushAsync(Invoice("R-1", Lookup("customerid_account", "ACME")));
        desk.Peer.FailNext(new PeerFault.DropBefore(), on: "/invoices(");
        var find = await desk.FindAsync(Invoice("R-1"));

        Assert.Equal("destination_unreachable", Assert.IsType<PushAnswer.TryLater>(push).Code);
        Assert.Equal("destination_unreachable", Assert.IsType<FindAnswer.TryLater>(find).Code);
    }

    [Fact]
    public async Task What_differs_over_there_is_told_as_different()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        desk.Peer.Add("accounts", new JsonObject { ["name"] = "ACME" });
        desk.Peer.Add("accounts", new JsonObject { ["name"] = "Other" });
        var payload = Invoice("R-1", To("totalamount", 1.50m), To("duedate", "2026-03-31"), Lookup("customerid_account", "ACME"))
            .With(Row("li_1", 1, "A"), Row("li_2", 2, "B"));
        await desk.DoneAsync(payload);

        async Task<bool> SameAsync(Payload other) => ((FindAnswer.Found)await desk.FindAsync(other)).Same;

        Assert.True(await SameAsync(payload));
        Assert.True(await SameAsync(With("totalamount", 1.5m)));
        Assert.False(await SameAsync(With("totalamount", 1.51m)));
        Assert.False(await SameAsync(With("duedate", "2026-04-01")));
        Assert.False(await SameAsync(payload with { Fields = [.. payload.Fields, To("name", "x")] }));
        Assert.False(await SameAsync(
            payload with { Fields = [.. payload.Fields, Lookup("new_Payer", "ACME", OnMissing.Null)] }));
        Assert.False(await SameAsync(
            payload with { Fields = [.. payload.Fields.Where(f => f.Lookup is null), Lookup("customerid_account", "Other")] }));
        Assert.False(await SameAsync(payload.With(Row("li_1", 1, "A"))));
        Assert.False(await SameAsync(payload.With(Row("li_1", 1, "A"), Row("li_2", 2, "b"))));
        Assert.False(await SameAsync(payload.With(Row("li_1", 1, "A"), Row("li_2", 2, "B"), Row("li_3", 3, "C"))));

        Payload With(string target, JsonNode value) =>
            payload with { Fields = [.. payload.Fields.Where(f => f.Target != target), To(target, value)] };
    }

    [Fact]
    public async Task A_question_that_is_refused_leaves_the_word_to_the_next_push()
    {
        await using var desk = await DataverseDesk.OpenAsync();

        Assert.IsType<FindAnswer.CannotLook>(await desk.FindAsync(Invoice("R-1", To("colour", "red"))));
        Assert.Contains("could not be looked for", desk.LogText, StringComparison.Ordinal);
    }

    static PeerFault Fault(string loss) => loss switch
    {
        "before" => new PeerFault.DropBefore(),
        "after" => new PeerFault.DropAfter(),
        _ => new PeerFault.HalfAnswer(),
    };
}

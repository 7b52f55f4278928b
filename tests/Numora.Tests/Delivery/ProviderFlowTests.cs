using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Tests.Delivery.Providers.Dynamics365;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

/// <summary>A host whose destinations are a Dataverse environment and a folder.</summary>
public sealed class DataverseApp : DeliveryApp
{
    internal DataversePeer Crm { get; private set; } = null!;

    internal ScratchDirectory Folder { get; } = new();

    protected override Dictionary<string, string?> Settings =>
        new(base.Settings) { ["Numora:Egress:Allow:1"] = Crm.HostAndPort };

    public override async Task InitializeAsync()
    {
        Crm = await DataversePeer.StartAsync();
        Crm.Add("accounts", new JsonObject { ["name"] = "Muster Handel GmbH", ["accountnumber"] = "A-1" });
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Crm.DisposeAsync();
        Folder.Dispose();
    }
}

/// <summary>The whole way: destination, mapping, upload, approval, dispatch, record.</summary>
public sealed class ProviderFlowTests(DataverseApp app) : IClassFixture<DataverseApp>
{
    [Fact]
    public async Task An_invoice_becomes_one_record_in_Dynamics_with_its_lines_and_file_though_the_answer_was_lost()
    {
        var destination = (await (await app.Http.PostAsJsonAsync("/v1/destinations", new
        {
            provider = "dynamics365",
            display_name = "CRM",
            config = JsonElement.Parse(app.Crm.Config),
            credentials = JsonElement.Parse(app.Crm.Credentials),
        })).JsonAsync(201)).Id();
        var test = await (await app.Http.PostAsync($"/v1/destinations/{destination}/test", null)).JsonAsync();
        Assert.True(test.GetProperty("ok").GetBoolean(), test.Text("detail"));
        await (await app.Calls.MapAsync(destination, new
        {
            @object = "invoices",
            key = new[] { "invoicenumber" },
            fields = new object[]
            {
                new { target = "invoicenumber", source = "invoice_number", required = true },
                new { target = "totalamount", source = "total_amount", transform = new[] { "round:2" } },
                new { target = "duedate", source = "due_date", @default = (object?)null },
                new { target = "origin", constant = "numora" },
                new { target = "customerid_account", source = "vendor_name", lookup = new { @object = "accounts", match = "name" } },
            },
            line_items = new
            {
                @object = "invoicedetails",
                parent = "invoiceid",
                fields = new object[]
                {
                    new { target = "quantity", source = "quantity" }, new { target = "productdescription", source = "description" },
                },
            },
            attach_file = true,
        })).JsonAsync(201);
        var id = (await app.Http.InReviewAsync(Samples.Invoice("CRM-1"))).Id();
        await (await app.Http.ActAsync(id, "approve")).JsonAsync();
        app.Crm.FailNext(new PeerFault.DropAfter(), "$batch");

        var run = await app.DeliverAsync(id, destination);

        Assert.True(run.Status() == "succeeded", await app.LogAsync(run.Id()));
        Assert.Equal(2, run.GetProperty("attempt").GetInt32());
        var record = Assert.Single(app.Crm.Records("invoices"));
        Assert.Equal("CRM-1", (string?)record["invoicenumber"]);
        Assert.Equal(run.Text("external_record_id"), record["invoiceid"]!.ToString());
        Assert.Equal(2, app.Crm.Records("invoicedetails").Count);
        Assert.Single(app.Crm.Records("annotations"));
        var log = await app.LogAsync(run.Id());
        Assert.Contains("with these very values", log, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Crm.ClientSecret, log, StringComparison.Ordinal);
        Assert.All(app.Crm.Tokens, token => Assert.DoesNotContain(token, log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_polls_the_outbox_and_calls_each_dispatch_url_until_the_outbox_is_empty()
    {
        var my = new DeliveryCalls(await app.StrangerAsync(), app.Receiver);
        var destination = (await (await my.Http.PostAsJsonAsync("/v1/destinations", new
        {
            provider = "file_drop",
            config = new { format = "json", folder = app.Folder.Path },
        })).JsonAsync(201)).Id();
        await (await my.MapAsync(destination)).JsonAsync(201);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add(await my.ApprovedAsync($"POLL-{i}"));

        // As "Polling Reviewed Documents" of the seeds says.
        var outbox = await my.Http.GetJsonAsync("/v1/delivery/outbox?provider=file_drop&limit=100");
        foreach (var item in outbox.Data())
            await (await my.Http.PostAsJsonAsync(item.Text("dispatch_url"), new { provider = "file_drop" })).JsonAsync(202);
        foreach (var id in ids)
            await Queries.UntilAsync(async () =>
                (await my.Http.GetJsonAsync($"/v1/documents/{id}")).Status() != "push_pending", "it left push_pending");

        Assert.All(await Task.WhenAll(ids.Select(id => my.Http.GetJsonAsync($"/v1/documents/{id}"))),
            d => Assert.Equal("push_succeeded", d.Status()));
        Assert.Empty((await my.Http.GetJsonAsync("/v1/delivery/outbox?provider=file_drop")).Data());
        var files = Directory.GetFiles(app.Folder.Path, "*.json").Select(File.ReadAllText).ToList();
        Assert.Equal(3, files.Count);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Contains(files, f => f.Contains($"POLL-{i}", StringComparison.Ordinal)));
    }
}

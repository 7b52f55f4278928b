using System.Buffers.Binary;
using Numora.Tests.Support;

namespace Numora.Tests.Documents;

public sealed class FileTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)] // just one piece
    [InlineData((1 << 20) + 1)]
    [InlineData(3_000_000)]
    public async Task A_files_bytes_come_back_as_they_were_sent(int length)
    {
        var file = new byte[Math.Max(length, 64)];
        new Random(length).NextBytes(file);
        "%PDF-1.4\n"u8.CopyTo(file);
        var id = (await (await app.Http.UploadAsync(file)).JsonAsync(202)).Id();

        var answer = await app.Http.GetAsync($"/v1/documents/{id}/file");

        Assert.Equal(file, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(file.Length, answer.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("Rechnung März 2026.pdf", "filename*=UTF-8''Rechnung%20M%C3%A4rz%202026.pdf")]
    [InlineData("../../etc/passwd", "filename=passwd")]
    [InlineData("C:\\temp\\scan.pdf", "filename=scan.pdf")]
    public async Task A_file_is_served_as_an_attachment_that_no_browser_runs(string name, string disposition)
    {
        var id = (await (await app.Http.UploadAsync(Samples.Invoice(), fileName: name)).JsonAsync(202)).Id();

        var answer = await app.Http.GetAsync($"/v1/documents/{id}/file");

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.StartsWith("attachment", answer.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Contains(disposition, answer.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Contains("sandbox", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("application/pdf", answer.Header("Content-Type"));
    }

    [Fact]
    public async Task A_page_is_a_png_as_wide_and_high_as_the_paper()
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(50, 60, "One");
        pdf.Page(842, 595).Text(50, 60, "Two");
        var id = (await app.Http.InReviewAsync(pdf.ToBytes())).Id();

        var upright = await PageAsync(id, 1);
        var across = await PageAsync(id, 2);

        Assert.InRange((double)upright.Height / upright.Width, 1.40, 1.43); // A4
        Assert.InRange((double)across.Width / across.Height, 1.40, 1.43);
        Assert.InRange(upright.Width, 400, 4_000);
    }

    async Task<(int Width, int Height)> PageAsync(string id, int number)
    {
        var answer = await app.Http.GetAsync($"/v1/documents/{id}/pages/{number}");
        var png = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal("image/png", answer.Header("Content-Type"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], png[..8]);
        return (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("1.0")]
    [InlineData("99999999999999999999")]
    public async Task A_page_that_the_document_does_not_have_is_not_found(string number)
    {
        var id = (await app.Http.InReviewAsync()).Id();

        await (await app.Http.GetAsync($"/v1/documents/{id}/pages/{number}")).IsErrorAsync(404, "not_found");
    }

    [Fact]
    public async Task A_bare_e_invoice_has_no_pages()
    {
        var document = await app.Http.InReviewAsync(EInvoices.Ubl());

        var answer = await app.Http.GetAsync($"/v1/documents/{document.Id()}/pages/1");

        Assert.Equal(0, document.GetProperty("page_count").GetInt32());
        await answer.IsErrorAsync(404, "not_found");
    }

    [Fact]
    public async Task A_page_of_a_file_that_cannot_be_opened_is_a_conflict_with_the_reason()
    {
        var id = (await (await app.Http.UploadAsync("%PDF-1.4 torn"u8.ToArray())).JsonAsync(202)).Id();
        await app.Http.ReadAsync(id);

        await (await app.Http.GetAsync($"/v1/documents/{id}/pages/1")).IsErrorAsync(409, "conflict");
    }
}

using System.Globalization;
using System.Text;
using Numora.Tests.Support;

namespace Numora.Tests.Intake;

public sealed class UploadTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    const string Boundary = "----numora";

    /// <summary>A multipart body of parts as they stand: headers and content.</summary>
    static byte[] Body(params (string Disposition, byte[] Content)[] parts)
    {
        using var body = new MemoryStream();
        foreach (var (disposition, content) in parts)
        {
            body.Write(Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: {disposition}\r\n\r\n"));
            body.Write(content);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.UTF8.GetBytes($"--{Boundary}--\r\n"));
        return body.ToArray();
    }

    static (string, byte[]) Text(string name, string value) => ($"form-data; name=\"{name}\"", Encoding.UTF8.GetBytes(value));

    static (string, byte[]) File(byte[]? file = null, string name = "filename=\"a.pdf\"") =>
        ($"form-data; name=\"file\"; {name}", file ?? EInvoices.Ubl());

    Task<HttpResponseMessage> SendAsync(params (string Disposition, byte[] Content)[] parts) =>
        app.Http.SendAsync("POST", "/v1/documents", Body(parts), $"multipart/form-data; boundary={Boundary}");

    [Fact]
    public async Task The_parts_may_come_in_any_order()
    {
        (string, byte[])[] parts =
            [File(), Text("schema", "invoice_v2"), Text("external_id", "order-0"), Text("metadata", """{"a":1}""")];
        for (var shift = 0; shift < parts.Length; shift++)
        {
            parts[Array.FindIndex(parts, p => p.Item1.Contains("external_id"))] = Text("external_id", $"order-{shift}");
            var answer = await SendAsync([.. parts[shift..], .. parts[..shift]]);

            var document = await app.Http.GetJsonAsync($"/v1/documents/{(await answer.JsonAsync(202)).Id()}");
            Assert.Equal($"order-{shift}", document.Text("external_id"));
            Assert.Equal("""{"a":1}""", document.GetProperty("metadata").GetRawText());
        }
    }

    [Fact]
    public async Task Missing_double_and_unknown_parts_are_malformed_and_named()
    {
        var schema = Text("schema", "invoice_v2");
        foreach (var (answer, told) in new[]
        {
            (await SendAsync(schema), "file"),
            (await SendAsync(File()), "schema"),
            (await SendAsync(schema, schema, File()), "schema"),
            (await SendAsync(schema, File(), File()), "file"),
            (await SendAsync(schema, File(), Text("external-id", "x")), "external-id"),
            (await SendAsync(schema, File(), Text("file_url", "https://example.com/a.pdf")), "file_url"),
            (await SendAsync(schema, File(), Text("external_id", "")), "external_id"),
            (await SendAsync(schema, File(), Text("external_id", new string('x', 201))), "external_id"),
            (await SendAsync(schema, File(), Text("external_id", "a\0b")), "external_id"),
            (await SendAsync(schema, File(), Text("metadata", "{")), "metadata"),
            (await SendAsync(schema, File(), Text("metadata", "[]")), "metadata"),
            (await SendAsync(schema, File(), Text("metadata", """{"a":{"b":1}}""")), "metadata.a"),
            (await SendAsync(schema, File(), Text("metadata", """{"a":"\u0000"}""")), "metadata.a"),
            (await SendAsync(schema, File(), Text("metadata", new string('x', 300_000))), "metadata"),
        })
        {
            var error = (await answer.IsErrorAsync(400, "invalid_payload")).GetProperty("error");
            Assert.Equal(told, error.GetProperty("details")[0].Text("field"));
        }

        await (await SendAsync(schema, File(), ("form-data", [1]))).IsErrorAsync(400, "invalid_payload");
        await (await SendAsync(schema, File(), ("form-data; name=\"external_id\"", [0xFF, 0xFE]))).IsErrorAsync(400, "invalid_payload");
        await (await SendAsync()).IsErrorAsync(400, "invalid_payload");
    }

    [Theory]
    [InlineData("")]
    [InlineData("; boundary=")]
    [InlineData("; boundary=other")]
    [InlineData("; boundary=\"a b\"")]
    public async Task A_body_without_its_boundary_is_malformed(string parameter)
    {
        var answer = await app.Http.SendAsync("POST", "/v1/documents", Body(File()), $"multipart/form-data{parameter}");

        await answer.IsErrorAsync(400, "invalid_payload");
    }

    [Theory]
    [InlineData("filename=\"plain.pdf\"", "plain.pdf")]
    [InlineData("filename=bare.pdf", "bare.pdf")]
    [InlineData("filename=\"Rechnung März.pdf\"", "Rechnung März.pdf")]
    [InlineData("filename=\"x.pdf\"; filename*=UTF-8''R%C3%A9sum%C3%A9.pdf", "Résumé.pdf")]
    [InlineData("filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("filename=\"C:\\\\Users\\\\ida\\\\scan.pdf\"", "scan.pdf")]
    [InlineData("filename=\"..\"", "document")]
    [InlineData("filename=\"\"", "document")]
    [InlineData("filename*=UTF-8''invoice%E2%80%AEfdp.exe", "invoicefdp.exe")]
    [InlineData("filename*=UTF-8''a%00b%0D%0Ac.pdf", "abc.pdf")]
    [InlineData("x=y", "document")]
    public async Task A_files_name_is_shown_and_never_a_path(string parameter, string shown)
    {
        var answer = await SendAsync(Text("schema", "invoice_v2"), File(name: parameter));

        var document = await app.Http.GetJsonAsync($"/v1/documents/{(await answer.JsonAsync(202)).Id()}");
        Assert.Equal(shown, document.GetProperty("file").Text("name"));
    }

    [Fact]
    public async Task A_very_long_name_is_cut_to_255_characters()
    {
        var answer = await app.Http.UploadAsync(EInvoices.Ubl(), fileName: new string('n', 1_000) + ".pdf");

        var document = await app.Http.GetJsonAsync($"/v1/documents/{(await answer.JsonAsync(202)).Id()}");
        Assert.Equal(255, document.GetProperty("file").Text("name")!.Length);
    }

    /// <summary>The first bytes of each type, in hex.</summary>
    [Theory]
    [InlineData("25504446 2D312E37", "application/pdf")]
    [InlineData("FFD8FFE0 00104A46", "image/jpeg")]
    [InlineData("89504E47 0D0A1A0A", "image/png")]
    [InlineData("49492A00 08000000", "image/tiff")]
    [InlineData("4D4D002A 00000008", "image/tiff")]
    [InlineData("00000018 66747970 68656963 00000000 6D696631 68656963", "image/heic")]
    [InlineData("52494646 24000000 57454250 56503820", "image/webp")]
    [InlineData("47494638 39610100", "image/gif")]
    [InlineData("47494638 37610100", "image/gif")]
    [InlineData("424D3600 00000000 00003600 00002800 00000100", "image/bmp")]
    public async Task The_type_is_found_from_the_bytes_whatever_the_name_says(string hex, string type)
    {
        byte[] file = [.. Convert.FromHexString(hex.Replace(" ", "")), .. new byte[100]];

        var answer = await SendAsync(
            Text("schema", "invoice_v2"), ("form-data; name=\"file\"; filename=\"a.exe\"\r\nContent-Type: text/html", file));

        var document = await app.Http.GetJsonAsync($"/v1/documents/{(await answer.JsonAsync(202)).Id()}");
        Assert.Equal(type, document.GetProperty("file").Text("content_type"));
    }

    [Fact]
    public async Task A_file_of_no_known_type_is_refused_at_once()
    {
        foreach (var file in new byte[][]
        {
            [], [0], "<html><body>Sign in</body></html>"u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), "%!PS-Adobe"u8.ToArray(),
            "<?xml version=\"1.0\"?><note/>"u8.ToArray(), "hello"u8.ToArray(), new byte[70_000],
        })
        {
            var answer = await SendAsync(
                Text("schema", "invoice_v2"), ("form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf", file));

            await answer.IsErrorAsync(415, "unsupported_file_type");
        }
    }

    [Fact]
    public async Task A_file_of_just_the_limit_is_taken_and_one_byte_more_is_too_large()
    {
        const int limit = 31_457_280;
        var file = new byte[limit + 1];
        "%PDF-1.7\n"u8.CopyTo(file);

        var just = await app.Http.UploadAsync(file[..limit]);
        var more = await app.Http.UploadAsync(file);
        var muchMore = await app.Http.UploadAsync([.. file, .. new byte[2 << 20]]);

        var id = (await just.JsonAsync(202)).Id();
        Assert.Equal(limit, (await app.Http.GetJsonAsync($"/v1/documents/{id}")).GetProperty("file").GetProperty("size").GetInt32());
        await more.IsErrorAsync(413, "file_too_large");
        await muchMore.IsErrorAsync(413, "file_too_large");
        await app.Http.DeleteAsync($"/v1/documents/{id}");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_while_it_streams_in_without_a_length()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/documents");
        using var form = new MultipartFormDataContent { { new StringContent("invoice_v2"), "schema" } };
        form.Add(new StreamContent(new LargePdf()), "file", "endless.pdf");
        request.Content = form;
        request.Headers.TransferEncodingChunked = true;

        var answer = await app.Http.SendAsync(request);

        await answer.IsErrorAsync(413, "file_too_large");
    }

    /// <summary>Somewhat more than the limit, the length of which nobody can ask.</summary>
    sealed class LargePdf : Stream
    {
        int _given;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_given >= 31_700_000)
                return 0;
            if (_given == 0)
                "%PDF-1.7\n"u8.CopyTo(buffer.AsSpan(offset));
            _given += count;
            return count;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    static byte[] Request(int length, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            POST /v1/documents HTTP/1.1
            Host: numora
            Authorization: Bearer {NumoraApp.Key}
            Content-Type: multipart/form-data; boundary={Boundary}
            Content-Length: {length}
            Connection: close


            """).ReplaceLineEndings("\r\n")), .. body,
    ];

    [Fact]
    public async Task A_body_that_is_longer_than_it_says_is_malformed()
    {
        var before = await CountAsync();
        var body = Body(Text("schema", "invoice_v2"), File());

        var answer = await app.SpeakAsync(Request(body.Length - 40, body));

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_cut_off_upload_leaves_no_document_and_no_file()
    {
        var before = await CountAsync();
        var body = Body(Text("schema", "invoice_v2"), File([.. "%PDF-1.7\n"u8, .. new byte[4 << 20]]));

        await app.SpeakAsync(Request(body.Length, body[..(3 << 20)]), thenClose: true);
        await app.SpeakAsync(Request(body.Length, body[..200]), thenClose: true);
        await app.SpeakAsync(Request(body.Length, body[..^10]), thenClose: true);

        await (await app.Http.UploadAsync(EInvoices.Ubl())).JsonAsync(202); // the host is well, and has had its turn
        Assert.Equal(before + 1, await CountAsync());
        Assert.Equal(0L, await app.ScalarAsync<long>(
            "select count(*) from file_chunks c where not exists (select from documents d where d.id = c.document_id)"));
        Assert.True(await NoSpoolIsOpenAsync(), "a spooled file is still held");
    }

    Task<long> CountAsync() => app.ScalarAsync<long>("select count(*) from documents");

    /// <summary>Spooled files have no name any more: this process would show them as open and deleted.</summary>
    static async Task<bool> NoSpoolIsOpenAsync()
    {
        for (var until = Environment.TickCount64 + 10_000; Environment.TickCount64 < until; await Task.Delay(50))
        {
            var open = Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? "");
            if (!open.Any(t => t.StartsWith(Path.GetTempPath(), StringComparison.Ordinal)
                && t.EndsWith(" (deleted)", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }
}

using System.Text;
using Numora.Tests.Support;

namespace Numora.Tests.Intake;

/// <summary>A class of its own: it waits for as long as the host bears with a slow client.</summary>
public sealed class SlowUploadTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task A_body_that_arrives_too_slowly_is_given_up()
    {
        var answer = await app.SpeakAsync(Encoding.ASCII.GetBytes(
            $"""
            POST /v1/documents HTTP/1.1
            Host: numora
            Authorization: Bearer {NumoraApp.Key}
            Content-Type: multipart/form-data; boundary=x
            Content-Length: 100000

            --x
            Content-Disposition: form-data; name="schema"

            inv
            """.ReplaceLineEndings("\r\n")));

        Assert.Contains("\"code\":\"invalid_payload\"", answer, StringComparison.Ordinal);
        Assert.Contains("too slowly", answer, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from documents"));
    }
}

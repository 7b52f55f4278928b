using System.Net;
using System.Text.RegularExpressions;

namespace Numora.Tests.Support;

/// <summary>A page as it came.</summary>
sealed record Seen(int Status, string Text, string? Location, HttpResponseMessage Answer)
{
    /// <summary>The text without markup and entities.</summary>
    public string Words => WebUtility.HtmlDecode(Regex.Replace(Text, "<[^>]*>", " "));

    public string? Token =>
        Regex.Match(Text, "name=\"form-token\"[^>]*value=\"([^\"]+)\"") is { Success: true } m ? m.Groups[1].Value : null;

    /// <summary>The value of a field or of what is there to be copied.</summary>
    public string Value(string field) =>
        WebUtility.HtmlDecode(Regex.Match(Text, $"<input[^>]*{field}[^>]*>").Value is var tag
            ? Regex.Match(tag, "value=\"([^\"]*)\"").Groups[1].Value : "");
}

/// <summary>As much of a browser as tests need: keeps cookies, shows redirects, sends forms with the token of their page.</summary>
sealed class Browser : IDisposable
{
    public Browser(Uri address)
    {
#pragma warning disable RS0030 // The tests are clients of the service.
        Http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
#pragma warning restore RS0030
        Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Sends the cookies; follows no redirect.</summary>
    public HttpClient Http { get; }

    public async Task<Seen> GetAsync(string path) => await SeenAsync(await Http.GetAsync(path));

    /// <summary>Opens the page, fills in its form and sends it.</summary>
    /// <param name="page">With <c>?handler=…</c> for a form that has one.</param>
    public async Task<Seen> SubmitAsync(string page, params (string Name, string? Value)[] fields) =>
        await PostAsync(page, (await GetAsync(page.Split('?')[0])).Token, fields);

    public async Task<Seen> PostAsync(string path, string? token, params (string Name, string? Value)[] fields)
    {
        var form = fields.Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Name, f.Value!)).ToList();
        if (token is not null)
            form.Add(new("form-token", token));
        using var body = new FormUrlEncodedContent(form);
        return await SeenAsync(await Http.PostAsync(path, body));
    }

    public Task<Seen> SignInAsync(string email, string password) =>
        SubmitAsync("/sign-in", ("Email", email), ("Password", password));

    /// <summary>The same cookies at another host of the service.</summary>
    public Browser At(Uri address)
    {
        var other = new Browser(address);
        foreach (Cookie cookie in Cookies.GetAllCookies())
            other.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", address.Host));
        return other;
    }

    public void Dispose() => Http.Dispose();

    static async Task<Seen> SeenAsync(HttpResponseMessage answer) => new(
        (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.OriginalString, answer);
}

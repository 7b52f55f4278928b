namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>A destination's settings, with their defaults, as the steps of a push read them.</summary>
/// <param name="Resource">Without a slash at the end.</param>
/// <param name="TokenUrl">Where tokens for it are given out.</param>
/// <param name="ApiPath"><c>/api/data/v9.2</c>.</param>
sealed record Organization(
    string Resource, string TokenUrl, string ApiPath, TimeSpan Timeout, string AppUrl, string ClientId, string ClientSecret)
{
    const string PublicAuthority = "https://login.microsoftonline.com";

    /// <summary>What stands for a secret that the other side repeated.</summary>
    const string Hidden = "***";

    public static Organization Of(Target target)
    {
        var config = Settings.Stored<Dynamics365Config>(target.Config);
        var credentials = Settings.Stored<Dynamics365Credentials>(target.Credentials);
        var resource = config.Resource!.TrimEnd('/');
        return new(
            resource,
            $"{(config.Authority ?? PublicAuthority).TrimEnd('/')}/{config.TenantId}/oauth2/v2.0/token",
            ApiPathOf(config),
            config.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : HttpAnswers.Timeout,
            config.AppUrl ?? $"{resource}/main.aspx", credentials.ClientId!, credentials.ClientSecret!);
    }

    public static string ApiPathOf(Dynamics365Config config) => $"/api/data/{config.ApiVersion ?? "v9.2"}";

    /// <summary>As a person knows it.</summary>
    public string Host => new Uri(Resource).Authority;

    public string Scope => $"{Resource}/.default";

    /// <summary>The record in the browser.</summary>
    public string RecordUrl(Table table, string id) =>
        $"{AppUrl}{(AppUrl.Contains('?') ? '&' : '?')}etn={table.LogicalName}&id={id}&pagetype=entityrecord";

    /// <summary>The text without the client's secret, should the other side have repeated it.</summary>
    public string Clean(string text) => text
        .Replace(ClientSecret, Hidden, StringComparison.Ordinal)
        .Replace(Uri.EscapeDataString(ClientSecret), Hidden, StringComparison.OrdinalIgnoreCase);

    /// <summary>For debuggers and logs: without the credentials that a record would print.</summary>
    public override string ToString() => Resource;
}

using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.FileProviders;

namespace Numora.Pages; // not Numora.Console, which would hide System.Console

/// <summary>The pages: server HTML that works without script, under the session's cookie; closed unless a page says otherwise.</summary>
static class ConsoleSetup
{
    public const string AntiforgeryField = "form-token";

    /// <summary>Pages that are for those who have no session yet.</summary>
    static readonly string[] Open = ["/SignIn/SignIn", "/SignIn/SignOut", "/SignIn/Setup", "/SignIn/Invitation", "/SignIn/Password"];

    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Console";
            pages.Conventions.AuthorizeFolder("/");
            foreach (var page in Open)
                pages.Conventions.AllowAnonymousToPage(page);
        }).ConfigureApplicationPartManager(AddOwnPages);
        services.AddAntiforgery(forgery =>
        {
            forgery.FormFieldName = AntiforgeryField;
            forgery.Cookie.Name = "numora-form";
            forgery.Cookie.SameSite = SameSiteMode.Strict;
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        return services;
    }

    public static void MapConsole(this WebApplication app)
    {
        app.UseMiddleware<PageHeaders>();
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/assets",
            FileProvider = new EmbeddedFileProvider(typeof(ConsoleSetup).Assembly, "Numora.Console.Assets"),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache", // asked for anew, answered with 304
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages().ExcludeFromDescription();
    }

    /// <summary>The framework looks into the program that was started, which in a test is the test runner.</summary>
    static void AddOwnPages(ApplicationPartManager parts)
    {
        var own = typeof(ConsoleSetup).Assembly;
        if (parts.ApplicationParts.OfType<AssemblyPart>().Any(p => p.Assembly == own))
            return;
        foreach (var part in new ConsolidatedAssemblyApplicationPartFactory().GetApplicationParts(own))
            parts.ApplicationParts.Add(part);
    }
}

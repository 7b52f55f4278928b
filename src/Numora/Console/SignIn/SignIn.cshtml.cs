using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Numora.People;

namespace Numora.Pages;

/// <summary>By password, then by a code where the person has turned that on; or at the OpenID Connect provider.</summary>
sealed class SignInModel(NumoraDb db, SignInChecks checks, TimeProvider time, IOptions<OidcOptions> oidc) : FormPage
{
    const string Wrong = "E-mail address or password is wrong.";

    public OidcOptions Oidc => oidc.Value;

    [BindProperty(SupportsGet = true, Name = SessionCookie.ReturnUrl)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Proof of the password while the code is awaited.</summary>
    [BindProperty]
    public string? Pending { get; set; }

    /// <summary>Nobody is there yet.</summary>
    public bool IsEmpty { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (User.SessionId() is not null)
            return LocalRedirect(Local(ReturnUrl));
        IsEmpty = !await db.People.AnyAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Pending = null;
        return await TryAsync(async () =>
        {
            var person = await checks.PasswordAsync(HttpContext, Email, Password, ct);
            if (person is null)
                return Refuse(Wrong, StatusCodes.Status401Unauthorized);
            if (person.TwoFactorAt is null)
                return await FinishAsync(person, ct);
            Pending = checks.PendingFor(person);
            return Page();
        });
    }

    public Task<IActionResult> OnPostCodeAsync(CancellationToken ct) => TryAsync(async () =>
    {
        if (await checks.FromPendingAsync(Pending, ct) is not { } person)
        {
            Pending = null;
            return Refuse("That took too long. Enter your password once more.", StatusCodes.Status401Unauthorized);
        }

        return await checks.CodeAsync(HttpContext, person, Code, ct)
            ? await FinishAsync(person, ct)
            : Refuse("This code is wrong or was used before. Wait for the next one.", StatusCodes.Status401Unauthorized);
    });

    public async Task<IActionResult> OnGetOidcAsync()
    {
        if (!Oidc.IsOn)
            return NotFound();
        try
        {
            await HttpContext.ChallengeAsync(OidcSignIn.Scheme, new AuthenticationProperties { RedirectUri = Local(ReturnUrl) });
            return new EmptyResult();
        }
        catch (InvalidOperationException) // the provider's configuration could not be read
        {
            return Refuse($"{Oidc.Name} cannot be reached at the moment. Try again shortly.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    async Task<IActionResult> FinishAsync(Person person, CancellationToken ct)
    {
        await HttpContext.SignInAsync(db, person, time.Now(), ct);
        return LocalRedirect(Local(ReturnUrl));
    }
}

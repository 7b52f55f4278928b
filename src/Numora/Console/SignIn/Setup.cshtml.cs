using Microsoft.AspNetCore.Mvc;
using Numora.People;

namespace Numora.Pages;

/// <summary>The first account, made by whoever has the set-up link; afterwards there is no such page.</summary>
sealed class SetupModel(NumoraDb db, SignInAttempts attempts, TimeProvider time) : FormPage
{
    [BindProperty]
    public string? Token { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task OnGetAsync(CancellationToken ct) => await MustBeEmptyAsync(ct);

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => TryAsync(async () =>
    {
        await MustBeEmptyAsync(ct);
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > Person.MaxNameLength)
            return Refuse($"A name has 1 to {Person.MaxNameLength} characters.");
        if (Emails.Normalized(Email) is not { } email)
            return Refuse("This is no e-mail address.");
        if (Passwords.Fault(Password, email) is { } fault)
            return Refuse(fault);

        attempts.CountAddress(HttpContext);
        var person = await FirstPerson.ClaimAsync(db, Token, email, Texts.Kept(Name, Person.MaxNameLength), Password!, time.Now(), ct);
        await HttpContext.SignInAsync(db, person, time.Now(), ct);
        return Redirect("/");
    });

    async Task MustBeEmptyAsync(CancellationToken ct)
    {
        if (await db.People.AnyAsync(ct))
            throw RefusedException.NotFound(FirstPerson.AlreadyThere);
    }
}

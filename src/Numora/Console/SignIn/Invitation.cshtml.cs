using Microsoft.AspNetCore.Mvc;
using Numora.People;

namespace Numora.Pages;

/// <summary>The account of somebody who was invited.</summary>
sealed class InvitationModel(NumoraDb db, Roster roster, SignInAttempts attempts, TimeProvider time) : FormPage
{
    [BindProperty]
    public string? Token { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => TryAsync(async () =>
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > Person.MaxNameLength)
            return Refuse($"A name has 1 to {Person.MaxNameLength} characters.");
        if (Passwords.Fault(Password, email: null) is { } fault)
            return Refuse(fault);

        attempts.CountAddress(HttpContext);
        var person = await roster.AcceptAsync(Token, Texts.Kept(Name, Person.MaxNameLength), Password!, ct);
        await HttpContext.SignInAsync(db, person, time.Now(), ct);
        return Redirect("/");
    });
}

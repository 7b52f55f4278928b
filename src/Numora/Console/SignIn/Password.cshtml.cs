using Microsoft.AspNetCore.Mvc;
using Numora.People;

namespace Numora.Pages;

/// <summary>A new password by a link that an admin or the operator of the machine gave.</summary>
sealed class PasswordModel(Roster roster, SignInAttempts attempts) : FormPage
{
    [BindProperty]
    public string? Token { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => TryAsync(async () =>
    {
        if (Passwords.Fault(Password, email: null) is { } fault)
            return Refuse(fault);

        attempts.CountAddress(HttpContext);
        await roster.SetPasswordAsync(Token, Password!, ct);
        Done = "Your password is set.";
        return Page();
    });
}

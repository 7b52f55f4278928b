using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Numora.People;

namespace Numora.Pages;

/// <summary>Ends this browser's session; asked for by a form, never by a link that somebody else could plant.</summary>
sealed class SignOutModel(NumoraDb db) : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await HttpContext.SignOutAsync(db, ct);
        return Redirect(SessionCookie.SignInPath);
    }
}

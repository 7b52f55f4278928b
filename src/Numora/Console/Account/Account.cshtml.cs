using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Numora.People;

namespace Numora.Pages;

/// <summary>What somebody changes of their own: password, two-factor sign-in, sessions.</summary>
sealed class AccountModel(NumoraDb db, SignInChecks checks, SessionRing ring, TimeProvider time) : FormPage
{
    const string WrongPassword = "This is not your password.";

    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? New { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public Person Person { get; private set; } = null!; // loaded before every handler

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    /// <summary>A key that waits for its first code.</summary>
    public string? NewKey { get; private set; }

    public IReadOnlyList<string> RecoveryCodesOnce { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (me, ct) = (User.PersonId(), HttpContext.RequestAborted);
        Person = await db.People.SingleAsync(p => p.Id == me, ct);
        await next();
        Sessions = await db.Sessions.AsNoTracking().Where(s => s.PersonId == me && s.Stamp == Person.SecurityStamp)
            .OrderByDescending(s => s.SeenAt).ToListAsync(ct);
    }

    public Task<IActionResult> OnPostPasswordAsync(CancellationToken ct) => TryAsync(async () =>
    {
        if (Passwords.Fault(New, Person.Email) is { } fault)
            return Refuse(fault);
        if (!await IsMyPasswordAsync(ct))
            return Refuse(WrongPassword);
        Person.SetPassword(New!);
        await HttpContext.SignInAsync(db, Person, time.Now(), ct); // saves; this browser goes on, in a new session
        ring.Forget();
        Done = "Your password is changed. All your other sessions have ended.";
        return Page();
    });

    public Task<IActionResult> OnPostNewTwoFactorAsync(CancellationToken ct) => TryAsync(async () =>
    {
        if (!await IsMyPasswordAsync(ct))
            return Refuse(WrongPassword);
        NewKey = AuthenticatorCodes.NewKey();
        Person.ProposeAuthenticator(checks.ProtectAuthenticatorKey(Person, NewKey));
        await db.SaveChangesAsync(ct);
        return Page();
    });

    public Task<IActionResult> OnPostConfirmTwoFactorAsync(CancellationToken ct) => TryAsync(async () =>
    {
        if (Person.TwoFactorAt is not null || checks.AuthenticatorKeyOf(Person) is not { } key)
            return Refuse("There is no key to confirm. Set two-factor sign-in up first.", StatusCodes.Status409Conflict);
        if (AuthenticatorCodes.StepOf(key, Code ?? "", Person.LastCodeStep, time.GetUtcNow()) is not { } step)
        {
            NewKey = key;
            return Refuse("This code is wrong. Check the clock of the phone, wait for the next code, and enter that.");
        }

        RecoveryCodesOnce = RecoveryCodes.New();
        Person.TurnTwoFactorOn(step, [.. RecoveryCodesOnce.Select(RecoveryCodes.HashOf)], time.Now());
        await db.SaveChangesAsync(ct);
        Done = "Two-factor sign-in is on.";
        return Page();
    });

    public Task<IActionResult> OnPostTwoFactorOffAsync(CancellationToken ct) => TryAsync(async () =>
    {
        if (!await IsMyPasswordAsync(ct))
            return Refuse(WrongPassword);
        Person.TurnTwoFactorOff();
        await db.SaveChangesAsync(ct);
        Done = "Two-factor sign-in is off.";
        return Page();
    });

    public async Task<IActionResult> OnPostSignOutEverywhereAsync(CancellationToken ct)
    {
        Person.EndSessions();
        await db.SaveChangesAsync(ct);
        await HttpContext.SignOutAsync(db, ct);
        return Redirect(SessionCookie.SignInPath);
    }

    /// <summary>In fours, as people type it.</summary>
    public static string InGroups(string key) => string.Join(' ', key.Chunk(4).Select(c => new string(c)));

    async Task<bool> IsMyPasswordAsync(CancellationToken ct) =>
        await checks.PasswordAsync(HttpContext, Person.Email, Current, ct) is not null;
}

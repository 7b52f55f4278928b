using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Numora.Pages;

/// <summary>A page with forms: what it refuses stands above them, and what was typed stays.</summary>
abstract class FormPage : PageModel
{
    /// <summary>Why the last form was not taken.</summary>
    public string? Fault { get; private set; }

    /// <summary>What the last form did.</summary>
    public string? Done { get; protected set; }

    protected PageResult Refuse(string fault, int status = StatusCodes.Status400BadRequest)
    {
        Fault = fault;
        return new PageResult { StatusCode = status };
    }

    /// <summary>A refusal becomes a sentence on this page; that there is nothing here is a page of its own.</summary>
    protected async Task<IActionResult> TryAsync(Func<Task<IActionResult>> work)
    {
        try
        {
            return await work();
        }
        catch (RefusedException refused) when (refused.Why is not Refusal.NotFound)
        {
            if (refused.RetryAfterSeconds is { } seconds)
                Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Refuse(refused.Message, refused.Answer.Status);
        }
    }

    /// <summary>Only to a page of this host: a link elsewhere would let others send people on from our sign-in.</summary>
    protected string Local(string? url) => Url.IsLocalUrl(url) ? url : "/";

    /// <summary>As the browser sees this host.</summary>
    protected string Address => $"{Request.Scheme}://{Request.Host}";
}

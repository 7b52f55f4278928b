using System.Text.Json;
using FluentValidation;

namespace Numora.Platform;

/// <summary>Runs a request's rules and refuses with all faults at once.</summary>
static class Validation
{
    /// <summary>Endpoint filter: checks the argument of type <typeparamref name="T"/> where one was sent.</summary>
    public static RouteHandlerBuilder Validate<T>(this RouteHandlerBuilder route, AbstractValidator<T> rules)
        where T : class =>
        route.AddEndpointFilter((context, next) =>
        {
            if (context.Arguments.OfType<T>().FirstOrDefault() is { } request)
                rules.Check(request);
            return next(context);
        });

    public static void Check<T>(this AbstractValidator<T> rules, T request)
    {
        var outcome = rules.Validate(request);
        if (outcome.IsValid)
            return;

        // A rule that speaks of meaning instead of shape says so with its code.
        var why = Enum.TryParse<Refusal>(outcome.Errors[0].ErrorCode, out var own) ? own : Refusal.Malformed;
        var faults = outcome.Errors.Select(e => new Fault(Wire(e.PropertyName), e.ErrorMessage)).ToList();
        var message = why == Refusal.InvalidSchema
            ? faults[0].Message // begins with the seeds' sentence
            : string.Join(" ", faults.Select(f => $"{f.Field}: {f.Message}"));
        throw new RefusedException(why, message, faults);
    }

    static string Wire(string property) =>
        string.Join('.', property.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}

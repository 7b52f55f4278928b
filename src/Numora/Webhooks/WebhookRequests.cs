using FluentValidation;

namespace Numora.Webhooks;

/// <param name="Enabled">True unless said.</param>
sealed record NewWebhookEndpoint(
    string? Url, IReadOnlyList<string>? EventTypes, string? Description = null, bool? Enabled = null);

/// <summary>What is absent or null stays as it is; an empty description removes it.</summary>
sealed record WebhookEndpointChange(
    string? Url = null, IReadOnlyList<string>? EventTypes = null, string? Description = null, bool? Enabled = null);

/// <param name="GraceSeconds">How long the old secret signs beside the new one.</param>
sealed record SecretRotation(int? GraceSeconds = null);

/// <param name="Since">Deliveries of events from then on.</param>
sealed record RetryFailed(DateTimeOffset? Since = null);

static class WebhookRules
{
    public static void Types<T>(this IRuleBuilder<T, IReadOnlyList<string>?> types) => types.Custom((given, context) =>
    {
        if (given is { Count: 0 })
            context.AddFailure("event_types", "Must name at least one event type.");
        foreach (var unknown in (given ?? []).Where(t => !WebhookEvent.Types.Contains(t)).Distinct().Take(10))
            context.AddFailure(new FluentValidation.Results.ValidationFailure("event_types",
                $"{(unknown?.Length <= 60 ? unknown : "This")} is no event type. Types: {string.Join(" ", WebhookEvent.Types)}.")
            { ErrorCode = nameof(Refusal.Meaningless) });
    });

    public static void Description<T>(this IRuleBuilder<T, string?> description) =>
        description.MaximumLength(WebhookEndpoint.MaxDescription)
            .WithMessage($"Must have at most {WebhookEndpoint.MaxDescription} characters.");
}

sealed class NewWebhookEndpointRules : AbstractValidator<NewWebhookEndpoint>
{
    public NewWebhookEndpointRules()
    {
        RuleFor(e => e.Url).NotNull().WithMessage("Is needed: where events are to be sent, beginning with https://.");
        RuleFor(e => e.EventTypes).NotNull().WithMessage("Is needed: a list of at least one event type.");
        RuleFor(e => e.EventTypes).Types();
        RuleFor(e => e.Description).Description();
    }
}

sealed class WebhookEndpointChangeRules : AbstractValidator<WebhookEndpointChange>
{
    public WebhookEndpointChangeRules()
    {
        RuleFor(e => e.EventTypes).Types();
        RuleFor(e => e.Description).Description();
    }
}

sealed class SecretRotationRules : AbstractValidator<SecretRotation>
{
    /// <summary>A day: time enough to bring the new secret to every receiver.</summary>
    public const int DefaultGraceSeconds = 24 * 3600;

    public const int MaxGraceSeconds = 30 * 24 * 3600;

    public SecretRotationRules() => RuleFor(r => r.GraceSeconds).InclusiveBetween(0, MaxGraceSeconds)
        .WithMessage($"Must lie between 0 and {MaxGraceSeconds} (30 days).");
}

using FluentValidation;
using Numora.Documents;
using Numora.Engine;

namespace Numora.Intake;

/// <summary>A submission with a URL (seeds, "Create a Document"); multipart uploads carry the same members and a file.</summary>
/// <param name="Schema">One of the schemas, or <c>auto</c>: found out during extraction.</param>
/// <param name="FileUrl">https; fetched in the background.</param>
/// <param name="ExternalId">1 to 200 characters, unique per workspace and schema: sending it again makes nothing new.</param>
/// <param name="Metadata">Your own words: at most 50 strings, numbers and booleans, returned unchanged.</param>
sealed record NewDocument(string? Schema, string? FileUrl = null, string? ExternalId = null, Metadata? Metadata = null);

sealed class NewDocumentRules : AbstractValidator<NewDocument>
{
    public const int MaxExternalId = 200;

    public NewDocumentRules(bool withUrl)
    {
        RuleFor(d => d.Schema).NotNull().WithMessage("Is needed: invoice_v2, receipt_v1, contract_v1 or auto.");
        RuleFor(d => d.Schema).Must(IsKnown)
            .WithMessage("schema must be one of invoice_v2, receipt_v1, contract_v1, or auto to have it found out")
            .WithErrorCode(nameof(Refusal.InvalidSchema)).When(d => d.Schema is not null);
        if (withUrl)
            RuleFor(d => d.FileUrl).NotNull().WithMessage(
                "Is needed in a JSON body. To upload the file itself, send multipart/form-data with a part named file.");
        else
            RuleFor(d => d.FileUrl).Null().WithMessage("Send either a file or file_url, not both.");
        RuleFor(d => d.ExternalId).Must(e => e!.Length is >= 1 and <= MaxExternalId)
            .WithMessage($"Must have 1 to {MaxExternalId} characters.").When(d => d.ExternalId is not null);
        RuleFor(d => d.Metadata).Custom((metadata, context) =>
        {
            if (metadata is null)
                return;
            foreach (var fault in Metadata.Faults(metadata.Json))
                context.AddFailure(new FluentValidation.Results.ValidationFailure(fault.Field, fault.Message));
        });
    }

    static bool IsKnown(string? schema) => schema == Schemas.Auto || Schemas.Find(schema) is not null;
}

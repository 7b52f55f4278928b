namespace Numora.Delivery.Providers.Http;

/// <summary>What the answer to a look-up means.</summary>
sealed class HttpLookup(Egress egress, HttpConfig config, Push push)
{
    readonly HttpFindConfig _find = config.Find!;

    public FindAnswer Of(HttpOutcome outcome, IEnumerable<string> secrets)
    {
        if (outcome.Reply is not { } reply)
            return NotAsked(outcome.NoReply!);
        if ((_find.NotFound ?? [404]).Contains(reply.Code))
            return new FindAnswer.Absent();
        if (HttpVerdict.NotDone(reply, null, config.ErrorMessage, secrets, push.Target.DisplayName) is { } no)
            return NotAsked(no);
        if (reply.Body is null)
            return new FindAnswer.TryLater("answer_lost", $"The answer of {push.Target.DisplayName} could not be read.");

        return (_find.Exists ?? []).All(p => JsonPath.Stored(p).Exists(reply.Json)) ? Found(reply) : new FindAnswer.Absent();
    }

    FindAnswer.Found Found(HttpReply reply)
    {
        var id = HttpPlace.Id(_find.ExternalId ?? config.ExternalId, reply) ?? HttpTemplates.KeyOf(push);
        var url = HttpTemplates.ExternalUrl(_find.ExternalUrl ?? config.ExternalUrl, reply, id, push, egress);
        return new(id, url, (_find.Same ?? new Dictionary<string, string>()).All(s => IsSame(reply, s.Key, s.Value)));
    }

    /// <summary>A value that the document does not have must not be there either.</summary>
    bool IsSame(HttpReply reply, string path, string text)
    {
        string? expected;
        try
        {
            expected = Template.Stored(text, $"config.find.same.{path}").Render(TemplateValues.Of(push), TemplateUse.Text);
        }
        catch (TemplateValueException)
        {
            expected = null;
        }

        return HttpVerdict.Holds(reply.Json, path, expected);
    }

    /// <summary>While it is not known whether the record is there, a refusal to say so is no leave to send it again.</summary>
    static FindAnswer.TryLater NotAsked(PushAnswer answer) => answer switch
    {
        PushAnswer.TryLater later => new(later.Code, later.Reason, later.After),
        PushAnswer.Refused refused => new(refused.Code, refused.Reason),
        PushAnswer.Unknown unknown => new("destination_unreachable", unknown.Reason),
        _ => throw new InvalidOperationException($"{answer.GetType().Name} is no reason not to have looked."),
    };
}

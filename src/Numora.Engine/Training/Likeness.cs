using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Numora.Engine.Reading;

namespace Numora.Engine.Training;

/// <summary>
/// Whether a value that was read is the true one: the rules of the team's scorer, shared/tools/score.py, without its lists of
/// abbreviations and units (which judge a few addresses and units more kindly than this).
/// </summary>
internal static partial class Likeness
{
    const decimal AmountTolerance = 0.005m;
    const double LeastTokenF1 = 0.8;

    /// <summary>Words of a governing law that do not name it.</summary>
    static readonly HashSet<string> s_noise =
        [.. "state of the laws law commonwealth province governed by internal and a s federal applicable".Split(' ')];

    public static bool IsRight(Field field, FieldValue read, Truth truth) =>
        truth.Fields.TryGetValue(field.Name, out var values) && values.Any(v => Same(field, v, read, truth.SignFree));

    public static bool Same(Field field, JsonElement truth, FieldValue read, bool signFree) => field.Type switch
    {
        FieldType.Number => read is FieldValue.Number number && truth.ValueKind is JsonValueKind.Number
            && SameAmount(truth.GetDecimal(), number.Value, signFree),
        FieldType.Date => read.ToString() == truth.ToString(),
        FieldType.Time => Start(read.ToString()!, 5) == Start(truth.ToString(), 5),
        FieldType.Names => read is FieldValue.Names names && SameNames(truth, names.Values),
        _ => SameText(field.Name, truth.ToString(), read.ToString()!),
    };

    static bool SameAmount(decimal truth, decimal read, bool signFree) => signFree
        ? Math.Abs(Math.Abs(truth) - Math.Abs(read)) <= AmountTolerance
        : Math.Abs(truth - read) <= AmountTolerance;

    static bool SameText(string name, string truth, string read)
    {
        if (TextFold.Squash(truth) is { Length: > 0 } squashed && squashed == TextFold.Squash(read))
            return true;
        if (name.EndsWith("_number", StringComparison.Ordinal) || name.EndsWith("_id", StringComparison.Ordinal)
            || name is "vendor_iban" or "payment_reference" or "currency")
            return false;
        if (name.EndsWith("_phone", StringComparison.Ordinal))
            return Digits(truth) == Digits(read);
        if (name is "initial_term" or "renewal_term" or "termination_notice_period")
            return Duration(truth) is { } wanted && wanted == Duration(read);
        var (a, b) = (Tokens(truth), Tokens(read));
        return name == "governing_law"
            ? TokenF1([.. a.Where(t => !s_noise.Contains(t))], [.. b.Where(t => !s_noise.Contains(t))]) >= LeastTokenF1
            : name == "payment_method" ? a.Count > 0 && b.Count > 0 && (a.All(b.Contains) || b.All(a.Contains))
            : TokenF1(a, b) >= LeastTokenF1;
    }

    /// <summary>As many parties, each like one of the truth's.</summary>
    static bool SameNames(JsonElement truth, IReadOnlyList<string> read)
    {
        var wanted = truth.EnumerateArray().Select(t => t.ValueKind is JsonValueKind.Array ? t[0].ToString() : t.ToString()).ToList();
        var right = wanted.Count(w => read.Any(r =>
            TextFold.Squash(w) == TextFold.Squash(r) || TokenF1(Tokens(w), Tokens(r)) >= LeastTokenF1));
        return 2.0 * right / Math.Max(1, wanted.Count + read.Count) >= LeastTokenF1;
    }

    public static double TokenF1(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var counts = b.CountBy(t => t).ToDictionary();
        var common = 0;
        foreach (var token in a)
        {
            if (counts.GetValueOrDefault(token) is > 0 and var left)
            {
                counts[token] = left - 1;
                common++;
            }
        }

        return a.Count + b.Count == 0 ? 1 : 2.0 * common / (a.Count + b.Count);
    }

    /// <summary>Whether most words of the shorter text are in the other.</summary>
    public static bool Contains(string a, string b, double share)
    {
        var (x, y) = (Tokens(a).ToHashSet(), Tokens(b).ToHashSet());
        return x.Count > 0 && y.Count > 0 && x.Count(y.Contains) >= share * Math.Min(x.Count, y.Count);
    }

    static List<string> Tokens(string text) => [.. WordRuns().Matches(text).Select(m => TextFold.Squash(m.Value)).Where(t => t.Length > 0)];

    static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit)).TrimStart('0');

    /// <summary>The first duration named: years as months, weeks as days.</summary>
    static (int Number, char Unit)? Duration(string text)
    {
        var match = FirstDuration().Match(text.ToLowerInvariant());
        if (!match.Success)
            return null;
        var number = int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "year" => (12 * number, 'm'),
            "month" => (number, 'm'),
            "week" => (7 * number, 'd'),
            _ => (number, 'd'),
        };
    }

    static string Start(string text, int length) => text.Length <= length ? text : text[..length];

    [GeneratedRegex(@"[\w]+", RegexOptions.NonBacktracking)]
    private static partial Regex WordRuns();

    [GeneratedRegex(@"(?<number>\d{1,4})\W{1,3}(?:[a-z]+ ){0,2}(?<unit>day|week|month|year)", RegexOptions.NonBacktracking)]
    private static partial Regex FirstDuration();
}

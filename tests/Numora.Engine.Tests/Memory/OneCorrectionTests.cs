using Numora.Engine.Memory;
using Numora.Engine.Tests.Support;
using Xunit.Abstractions;

namespace Numora.Engine.Tests.Memory;

/// <summary>One corrected document of each vendor, then others of the same vendors: what memory is worth.</summary>
public class OneCorrectionTests(ITestOutputHelper output)
{
    [ReaderFact("pdfium")]
    public void One_correction_makes_the_header_of_the_next_documents_right()
    {
        var (before, after) = (new Score(), new Score());
        foreach (var form in VendorForms.All)
        {
            var teacher = Desk.Approve($"doc_{form.Vendor}", new PrintedForm(form, 0).ToPdf(), new PrintedForm(form, 0).Truth);
            foreach (var number in (int[])[1, 2])
            {
                var printed = new PrintedForm(form, number);
                var read = Engine.Extract(printed.ToPdf(), Schemas.Invoice.Id);
                before.Add(form.Vendor, printed.Truth, read);
                after.Add(form.Vendor, printed.Truth, VendorMemory.Apply(read, [teacher]));
            }
        }

        output.WriteLine($"before {before}\nafter {after}");
        Assert.True(after.Share >= 0.95, $"before {before}\nafter {after}");
    }

    [ReaderFact("tesseract")]
    public void One_correction_on_a_scan_makes_the_header_of_the_next_scans_right()
    {
        var (before, after) = (new Score(), new Score());
        foreach (var form in VendorForms.All)
        {
            var teacher = Desk.Approve($"doc_{form.Vendor}", new PrintedForm(form, 0).ToScan(), new PrintedForm(form, 0).Truth);
            var printed = new PrintedForm(form, 1);
            var read = Engine.Extract(printed.ToScan(), Schemas.Invoice.Id);
            before.Add(form.Vendor, printed.Truth, read);
            after.Add(form.Vendor, printed.Truth, VendorMemory.Apply(read, [teacher]));
        }

        output.WriteLine($"before {before}\nafter {after}");
        Assert.True(after.Share >= 0.9, $"before {before}\nafter {after}");
    }
}

/// <summary>A reviewer who corrects and approves.</summary>
static class Desk
{
    public static Teacher Approve(string id, byte[] file, Dictionary<string, FieldValue> truth) =>
        Approve(id, Engine.Extract(file, Schemas.Invoice.Id), truth, []);

    /// <param name="unknown">Fields that nobody knows the truth of: approved as they were read.</param>
    public static Teacher Approve(string id, Extraction read, Dictionary<string, FieldValue> truth, HashSet<string> unknown)
    {
        var lesson = VendorMemory.Teach(Schemas.Invoice, read.Words!, Approved(read, truth, unknown), [])!;
        return new(id, lesson.Keys, lesson.Print, lesson.Anchors, [.. lesson.Fields.Select((f, i) => new Taught($"mem_{id}_{i}", f))]);
    }

    public static Dictionary<string, ApprovedField> Approved(
        Extraction read, Dictionary<string, FieldValue> truth, HashSet<string> unknown)
    {
        var approved = new Dictionary<string, ApprovedField>();
        foreach (var name in Schemas.Invoice.Fields.Select(f => f.Name))
        {
            var (was, right) = (read.Fields.GetValueOrDefault(name), truth.GetValueOrDefault(name));
            if (right is null && (was is null || unknown.Contains(name)))
                continue;
            approved[name] = was is not null && right is not null && Score.IsRight(name, right, was.Value)
                ? new(was.Value, false, was.Page, was.Box)
                : new(right, true, was?.Page, was?.Box);
        }

        return approved;
    }
}

/// <summary>Header fields that are right, of those that are on the document.</summary>
sealed class Score
{
    readonly List<string> _wrong = [];
    int _right;
    int _all;
    int _spurious;
    int _remembered;
    int _rememberedRight;
    double _rememberedConfidence;

    public double Share => _right / (double)_all;

    public void Add(string vendor, Dictionary<string, FieldValue> truth, Extraction read)
    {
        foreach (var (name, right) in truth)
        {
            _all++;
            var found = read.Fields.GetValueOrDefault(name);
            var isRight = found is not null && IsRight(name, right, found.Value);
            if (found?.Source is FieldSource.Memory)
            {
                (_remembered, _rememberedConfidence) = (_remembered + 1, _rememberedConfidence + found.Confidence);
                _rememberedRight += isRight ? 1 : 0;
            }

            if (isRight)
                _right++;
            else
                _wrong.Add($"{vendor}: {name} {right} <> {found?.Value} ({found?.Source} {found?.Confidence})");
        }

        _spurious += read.Fields.Keys.Count(name => !truth.ContainsKey(name) && name != "amount_due");
    }

    public static bool IsRight(string name, FieldValue right, FieldValue found)
    {
        if (!name.EndsWith("_name", StringComparison.Ordinal) && !name.EndsWith("_address", StringComparison.Ordinal))
            return SameValue.Is(right, found);
        var wanted = LikeText.Tokens(right.ToString()!);
        var tokens = LikeText.Tokens(found.ToString()!);
        var shared = wanted.Sum(t => Math.Min(t.Value, tokens.GetValueOrDefault(t.Key)));
        return 2.0 * shared / (wanted.Values.Sum() + tokens.Values.Sum()) >= 0.8;
    }

    double MeanRemembered => _rememberedConfidence / Math.Max(1, _remembered);

    public override string ToString() => $"{_right} of {_all} = {Share:P1}, {_spurious} spurious; "
        + $"from memory {_rememberedRight} of {_remembered} at a mean confidence of {MeanRemembered:0.000}\n"
        + string.Join('\n', _wrong);
}

using Numora.Engine.Memory;
using Numora.Engine.Pages;
using Numora.Engine.Tests.Reading;

namespace Numora.Engine.Tests.Memory;

/// <summary>What is taken over, and what never is.</summary>
public class RecallTests
{
    const string Iban = "DE89370400440532013000";
    const string OtherIban = "DE02120300000000202051";

    static Extraction Read(string number, string extra = "", string items = "", string iban = Iban, string vat = "DE136695976") =>
        Engine.Read(Sheet.Of($"""
            50,60,16: Nordwall Energiedienst
            50,78: Deichweg 14
            50,91: 26721 Emden
            360,140: Belegkennung
            >545,140: {number}
            360,153: Ausgefertigt
            >545,153: 03/04/2026
            50,230,13: Abrechnung Ihrer Lieferstelle
            {items}
            50,400: Wir danken und freuen uns auf weitere Zusammenarbeit
            360,420: Warenwert
            >545,420: 100,00
            360,440: Endsumme
            >545,440: 120,00
            50,790: Konto {iban}
            50,803: Steuerkennung {vat}
            {extra}
            """), Schemas.Invoice);

    static Teacher Teach(Extraction read, params (string Field, FieldValue? Value)[] corrected)
    {
        var fields = read.Fields.ToDictionary(f => f.Key, f => new ApprovedField(f.Value.Value, false, f.Value.Page, f.Value.Box));
        foreach (var (field, value) in corrected)
            fields[field] = new(value, true, fields.GetValueOrDefault(field)?.Page, fields.GetValueOrDefault(field)?.Box);
        var lesson = VendorMemory.Teach(Schemas.Invoice, read.Words!, fields, [])!;
        return new("doc_1", lesson.Keys, lesson.Print, lesson.Anchors, [.. lesson.Fields.Select((f, i) => new Taught($"mem_{i}", f))]);
    }

    [Fact]
    public void A_corrected_value_is_read_where_it_stands_on_the_next_document()
    {
        var teacher = Teach(Read("B-17/26"), ("payment_reference", FieldValue.Of("B-17/26")));

        var read = VendorMemory.Apply(Read("B-18/26"), [teacher]);

        var field = read.Fields["payment_reference"];
        Assert.Equal("B-18/26", field.Value.ToString());
        Assert.Equal((FieldSource.Memory, "doc_1", 1, "B-18/26"), (field.Source, field.TaughtBy, field.Page, field.Text));
    }

    [Fact]
    public void A_value_that_changes_from_document_to_document_is_never_taken_over()
    {
        var teacher = Teach(Read("B-17/26"), ("payment_reference", FieldValue.Of("B-17/26")),
            ("delivery_date", FieldValue.Of(new DateOnly(2026, 4, 1))));

        var read = VendorMemory.Apply(Read(""), [teacher]);

        Assert.DoesNotContain("payment_reference", read.Fields.Keys);
        Assert.NotEqual("2026-04-01", read.Fields.GetValueOrDefault("delivery_date")?.Value.ToString());
        Assert.DoesNotContain(read.Fields.Values, f => f.Source is FieldSource.Memory);
    }

    [Fact]
    public void The_order_of_a_date_is_remembered()
    {
        var teacher = Teach(Read("B-17/26"), ("invoice_date", FieldValue.Of(new DateOnly(2026, 3, 4))));

        var read = VendorMemory.Apply(Read("B-18/26"), [teacher]);

        Assert.Equal("2026-03-04", read.Fields["invoice_date"].Value.ToString());
    }

    [Fact]
    public void A_constant_of_the_vendor_that_stands_nowhere_is_taken_over_but_for_another_vendor_it_is_not()
    {
        var teacher = Teach(Read("B-17/26"), ("currency", FieldValue.Of("CHF")), ("vendor_name", FieldValue.Of("Nordwall AG")));

        var same = VendorMemory.Apply(Read("B-18/26"), [teacher]);
        var other = VendorMemory.Apply(Read("B-18/26", iban: OtherIban, vat: "DE811569869"), [teacher]);

        Assert.Equal("CHF", same.Fields["currency"].Value.ToString());
        Assert.Equal("Nordwall AG", same.Fields["vendor_name"].Value.ToString());
        Assert.NotEqual("Nordwall AG", other.Fields.GetValueOrDefault("vendor_name")?.Value.ToString());
    }

    [Fact]
    public void An_account_is_never_taken_over_where_the_document_names_another()
    {
        var teacher = Teach(Read("B-17/26"), ("vendor_iban", FieldValue.Of(Iban)));

        var next = Read("B-18/26", iban: OtherIban);
        var read = VendorMemory.Apply(next, [teacher]);

        Assert.Equal(next.Fields.GetValueOrDefault("vendor_iban"), read.Fields.GetValueOrDefault("vendor_iban")); // nor surer of it
        Assert.NotEqual(Iban, read.Fields.GetValueOrDefault("vendor_iban")?.Value.ToString());
    }

    [Fact]
    public void What_a_reviewer_removed_is_not_read_again_at_that_place()
    {
        var teacher = Teach(Read("B-17/26", extra: "360,166: Lieferdatum\n>545,166: 02.04.2026"), ("delivery_date", null));
        var next = Read("B-18/26", extra: "360,166: Lieferdatum\n>545,166: 05.04.2026");

        var read = VendorMemory.Apply(next, [teacher]);

        Assert.Contains("delivery_date", next.Fields.Keys);
        Assert.DoesNotContain("delivery_date", read.Fields.Keys);
    }

    [Fact]
    public void What_was_only_confirmed_does_not_go_before_a_sure_reading_and_what_agrees_makes_it_surer()
    {
        var first = Read("B-17/26");
        var teacher = Teach(first);
        var next = Read("B-18/26");

        var read = VendorMemory.Apply(next, [teacher]);

        Assert.All(next.Fields, f => Assert.Equal(f.Value.Value, read.Fields[f.Key].Value));
        Assert.True(read.Fields["vendor_iban"].Confidence >= next.Fields["vendor_iban"].Confidence);
        Assert.All(read.Fields.Values, f => Assert.InRange(f.Confidence, 0, 0.99));
    }

    [Fact]
    public void An_unknown_vendor_with_another_layout_is_left_as_it_was_read()
    {
        var teacher = Teach(Read("B-17/26"), ("payment_reference", FieldValue.Of("B-17/26")));
        var other = Engine.Read(Sheet.Of(Invoices.Layouts.French), Schemas.Invoice);

        var read = VendorMemory.Apply(other, [teacher]);

        Assert.Equal(other.Fields, read.Fields);
    }

    /// <summary>Eight times the words may cost twenty times the memory passed through, as for the readers (HostileTextTests).</summary>
    [Fact]
    public void Hostile_words_cost_in_proportion_to_their_number_and_harm_nothing()
    {
        Cost(300); // warm

        var (few, many) = (Cost(2_500), Cost(20_000));

        Assert.True(many < few * 20, $"{few} bytes for 2,500 words, {many} for 20,000.");
    }

    static long Cost(int count)
    {
        var teacher = Teach(Read("B-17/26"), ("payment_reference", FieldValue.Of("B-17/26")),
            ("vendor_name", FieldValue.Of("Nordwall AG")));
        string[] odd =
            ["Belegkennung", "Nordwall", "B-17/26", new('9', 3_000), "\u202e", "%", "DE136695976", "03/04/2026", "(", "Emden"];
        Word[] words = [.. Enumerable.Range(0, count).Select(i => new Word(odd[i % odd.Length],
            i % 3 == 0 ? new(10, 10, 5, 5) : new(i % 50 * 11, i / 50 * 2, (i % 50 * 11) + 9, (i / 50 * 2) + 9), i % 7, false, 0.9))];
        var read = Engine.Read([new Page(1, 595, 842, words)], Schemas.Invoice);
        var before = GC.GetAllocatedBytesForCurrentThread();

        VendorMemory.Apply(read, [.. Enumerable.Repeat(teacher, VendorMemory.MostTeachers)]);
        VendorMemory.Teach(Schemas.Invoice, read.Words!, new Dictionary<string, ApprovedField>
        {
            ["invoice_number"] = new(FieldValue.Of("B-17/26"), true),
            ["customer_address"] = new(FieldValue.Of("Nordwall Emden"), true),
            ["total_amount"] = new(FieldValue.Of(99m), true),
            ["invoice_date"] = new(FieldValue.Of(new DateOnly(2026, 4, 3)), true),
        }, [teacher]);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

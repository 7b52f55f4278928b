using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Numora.Platform;

namespace Numora.Tests.Platform.Settings;

public sealed partial class SettingsCheckTests
{
    [Theory]
    [InlineData("Numora:Workers", "0", "Numora__Workers is '0': it must be a whole number from 1 to 64.")]
    [InlineData("Numora:Workers", "abc", "Numora__Workers is 'abc': it must be a whole number from 1 to 64.")]
    [InlineData("Numora:Workers", "", "Numora__Workers is '': it must be a whole number from 1 to 64.")]
    [InlineData("Numora:Role", "apii", "Numora__Role is 'apii': it must be all, api or worker.")]
    [InlineData("Numora:Role", "1", "Numora__Role is '1': it must be all, api or worker.")]
    [InlineData("Numora:Logs", "xml", "Numora__Logs is 'xml': it must be plain or json.")]
    [InlineData("Numora:DataDirectory", "", "Numora__DataDirectory is '': it must not be blank.")]
    [InlineData("Numora:BootstrapApiKey", "hello", "Numora__BootstrapApiKey must be sk_live_ and at least 32 further")]
    [InlineData("Numora:BootstrapApiKey", "", "Numora__BootstrapApiKey must be sk_live_")]
    [InlineData("Numora:BootstrapApiKey", "sk_live_short", "Numora__BootstrapApiKey must be sk_live_")]
    [InlineData("Numora:BootstrapApiKey", "sk_test_test0test0test0test0test0test0test0test0", "Numora__BootstrapApiKey must be")]
    [InlineData("Numora:BootstrapApiKey", "sk_live_with spaces in it, which no header likes to carry", "Numora__BootstrapApiKey must")]
    [InlineData("Numora:Secrets:Key", "hello", "Numora__Secrets__Key must be 32 bytes in base64")]
    [InlineData("Numora:Files:MaxPages", "501", "Numora__Files__MaxPages is '501': it must be a whole number from 1 to 500.")]
    [InlineData("Numora:Files:MaxBytes", "0", "Numora__Files__MaxBytes is '0': it must be a whole number from 1 to 1073741824.")]
    [InlineData("Numora:RateLimit:Burst", "-1", "Numora__RateLimit__Burst is '-1': it must be a whole number from 1 to 1000000.")]
    [InlineData("Numora:Jobs:LeaseSeconds", "1", "Numora__Jobs__LeaseSeconds is '1': it must be a whole number from 2 to 600.")]
    [InlineData("Numora:Jobs:GraceOnStop", "00:01:00", "Numora__Jobs__GraceOnStop is '00:01:00': it must lie between 00:00:00 and")]
    [InlineData("Numora:Outbox:MaxFailures", "0", "Numora__Outbox__MaxFailures is '0': it must be a whole number from 1 to")]
    [InlineData("Numora:Outbox:Backoff:0", "-00:00:01", "Numora__Outbox__Backoff is '-00:00:01': it must be waits of 0 or more")]
    [InlineData("Numora:Runs:RetrySchedule:0", "soon", "Numora__Runs__RetrySchedule__0 is 'soon': it must be a time such as")]
    [InlineData("Numora:Webhooks:Timeout", "00:02:00", "Numora__Webhooks__Timeout is '00:02:00': it must lie above 0 and be at most")]
    [InlineData("Numora:Webhooks:Retention", "00:00:01", "Numora__Webhooks__Retention is '00:00:01': it must be at least an hour")]
    [InlineData("Numora:Webhooks:Schedule:0", "40.00:00:00", "Numora__Webhooks__Schedule is '40.00:00:00': it must be up to")]
    [InlineData("Numora:Webhooks:Schedule", "00:00:05", "must be given entry by entry, as Numora__Webhooks__Schedule__0 and following")]
    [InlineData("Numora:Egress:AllowHttp", "yes", "Numora__Egress__AllowHttp is 'yes': it must be true or false.")]
    [InlineData("Numora:Egress:Allow:0", "10/8", "Numora__Egress__Allow has the entry '10/8'")]
    [InlineData("Numora:FileDrop:Roots:0", "drop", "Numora__FileDrop__Roots is 'drop': it must be absolute folders.")]
    public void A_setting_that_cannot_be_used_is_named_with_its_value_and_what_is_allowed(string path, string value, string sentence)
    {
        var fault = Assert.Single(SettingsCheck.Faults(Of((path, value))));

        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        if (path.EndsWith("Key", StringComparison.Ordinal) && value.Length > 0)
            Assert.DoesNotContain(value, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_and_with_blank_entries_of_lists_nothing_is_wrong()
    {
        Assert.Empty(SettingsCheck.Faults(Of()));
        Assert.Empty(SettingsCheck.Faults(Of(("Numora:Egress:Allow:0", ""), ("Numora:FileDrop:Roots:0", ""), ("Numora:Logs", ""))));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = SettingsCheck.Faults(Of(("Numora:Workers", "x"), ("Numora:Role", "y"), ("Numora:Files:MaxPages", "z")));

        Assert.Equal(3, faults.Count);
    }

    [Theory]
    [InlineData("Numora:Worker", "Numora__Workers")]
    [InlineData("Numora:Rolle", "Numora__Role")]
    [InlineData("Numora:MaxBytes", "Numora__Files__MaxBytes")]
    [InlineData("Numora:Webhook:Timeout", "Numora__Webhooks__Timeout")]
    [InlineData("Numora:Egress:Alow:0", "Numora__Egress__Allow__0")]
    [InlineData("Numora:Role:0", "Numora__Role")]
    [InlineData("Numora:Kafka:Broker", null)]
    public void A_name_that_is_no_setting_is_told_with_the_nearest_one(string path, string? nearest)
    {
        var unknown = Assert.Single(SettingsCheck.Unknown(Of((path, "1"), ("numora:workers", "2"), ("Numora:Egress:Allow:0", "a:1"))));

        Assert.Equal((path.Replace(":", "__", StringComparison.Ordinal), nearest), unknown);
    }

    /// <summary>What is bound in another way would be unknown to the check, and told to do nothing.</summary>
    [Fact]
    public void Every_setting_that_the_source_or_a_page_names_is_known()
    {
        var faults = new List<string>();
        var source = Path.Combine(TidyTests.Root, "src", "Numora");
        foreach (var file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            if (text.Contains(".BindConfiguration(", StringComparison.Ordinal) && Path.GetFileName(file) != "Sections.cs")
                faults.Add($"{file} binds options itself: give them a [Section] and use AddSettings");
            faults.AddRange(SettingInSource().Matches(text).Select(m => m.Groups[1].Value)
                .Where(path => !IsKnown(path.Replace(":", "__", StringComparison.Ordinal))).Select(path => $"{file}: {path}"));
        }

        foreach (var page in Directory.EnumerateFiles(Path.Combine(TidyTests.Root, "docs"), "*.md", SearchOption.AllDirectories))
            faults.AddRange(SettingOnPage().Matches(File.ReadAllText(page)).Select(m => m.Value)
                .Where(name => !IsKnown(name)).Select(name => $"{page}: {name}"));

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>A setting, an entry of a list, or the section that some are in.</summary>
    static bool IsKnown(string name) => SettingsCheck.Names.Any(known =>
        known == name || known.StartsWith(name + "__", StringComparison.Ordinal)
        || name.StartsWith(known + "__", StringComparison.Ordinal));

    static IConfiguration Of(params (string Path, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Path, (string?)s.Value))).Build();

    [GeneratedRegex("\"(Numora(:[A-Za-z]+)+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex SettingInSource();

    [GeneratedRegex("Numora(__[A-Za-z]+)+(__0)?", RegexOptions.CultureInvariant)]
    private static partial Regex SettingOnPage();
}

using System.Text;
using System.Text.Json;
using Numora.Delivery.Providers.FileDrop;
using Numora.Platform;
using Numora.Tests.Delivery.Mappings;
using static Numora.Tests.Delivery.Providers.FileDrop.DropTargets;

namespace Numora.Tests.Delivery.Providers.FileDrop;

public sealed class FileDropRulesTests
{
    const string Keys = """{"access_key_id":"a","secret_access_key":"b"}""";

    [Theory]
    [InlineData("""{"format":"json","folder":"/srv/drop"}""")]
    [InlineData("""{"format":"csv","folder":"/srv/drop","separator":";","byte_order_mark":true,"attach_file":false}""")]
    [InlineData("""{"format":"json","folder":"/srv/drop","name":"{{ document.external_id }}-{{metadata.team}}"}""")]
    [InlineData("""{"format":"json","folder":"/srv/drop","name":"{{contract_title}}"}""")]
    public void A_folder_needs_no_more_than_this(string config)
    {
        Assert.Empty(Check(config));
        Assert.Empty(Check(config, "{}"));
    }

    [Theory]
    [InlineData("[]", "config")]
    [InlineData("""{"format":"json","folder":"/d","colour":1}""", "config.colour")]
    [InlineData("""{"format":"json","folder":5}""", "config.folder")]
    [InlineData("""{"format":"xml","folder":"/d"}""", "config.format")]
    [InlineData("""{"folder":"/d"}""", "config.format")]
    [InlineData("""{"format":"json"}""", "config")]
    [InlineData("""{"format":"json","folder":"drop"}""", "config.folder")]
    [InlineData("""{"format":"json","folder":"/srv/../etc"}""", "config.folder")]
    [InlineData("""{"format":"json","folder":"/srv/a\tb"}""", "config.folder")]
    [InlineData("""{"format":"json","folder":"/d","separator":";"}""", "config.separator")]
    [InlineData("""{"format":"csv","folder":"/d","separator":"|"}""", "config.separator")]
    [InlineData("""{"format":"json","folder":"/d","byte_order_mark":true}""", "config.byte_order_mark")]
    [InlineData("""{"format":"json","folder":"/d","allow_incomplete":true}""", "config.allow_incomplete")]
    [InlineData("""{"format":"json","folder":"/d","name":""}""", "config.name")]
    [InlineData("""{"format":"json","folder":"/d","name":"a/{{document.id}}"}""", "config.name")]
    [InlineData("""{"format":"json","folder":"/d","name":".{{document.id}}"}""", "config.name")]
    [InlineData("""{"format":"json","folder":"/d","name":"{{document.nmae}}"}""", "config.name")]
    [InlineData("""{"format":"json","folder":"/d","name":"{{"}""", "config.name")]
    [InlineData("""{"format":"json","folder":"/d","name":"{{}}"}""", "config.name")]
    [InlineData("""{"format":"json","folder":"/d","name":"{{line.id}}"}""", "config.name")]
    public void What_is_wrong_is_named_by_its_member(string config, string member) =>
        Assert.Equal([member], Check(config).Select(f => f.Field));

    [Fact]
    public void A_folder_takes_no_credentials() =>
        Assert.Equal("credentials", Assert.Single(Check("""{"format":"json","folder":"/d"}""", Keys)).Field);

    [Fact]
    public void With_roots_only_folders_inside_them_are_taken()
    {
        var provider = Provider(roots: ["/srv/drop", " "]);
        IReadOnlyList<Fault> Of(string folder) =>
            provider.Check(JsonElement.Parse($$"""{"format":"json","folder":"{{folder}}"}"""), null);

        Assert.Empty(Of("/srv/drop"));
        Assert.Empty(Of("/srv/drop/a/b/"));
        Assert.Equal("config.folder", Assert.Single(Of("/srv/dropped")).Field);
        Assert.Contains("/srv/drop", Assert.Single(Of("/srv")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_for_a_file_has_no_lookups_and_no_name_twice()
    {
        var mapping = MappingSamples.Mapping("""
            {"object":"o","key":["a"],"fields":[{"target":"a","source":"vendor_name","lookup":{"object":"x","match":"y"}}],
             "line_items":{"object":"a","parent":"p","fields":[
               {"target":"b","source":"amount","lookup":{"object":"x","match":"y"}},{"target":"a","source":"quantity"}]}}
            """);

        var json = Provider().CheckMapping(mapping, JsonElement.Parse("""{"format":"json","folder":"/d"}"""));
        var csv = Provider().CheckMapping(mapping, JsonElement.Parse("""{"format":"csv","folder":"/d"}"""));

        Assert.Equal(["fields[0].lookup", "line_items.fields[0].lookup", "line_items.object"], json.Select(f => f.Field));
        Assert.Equal(["fields[0].lookup", "line_items.fields[0].lookup", "line_items.fields[1].target"], csv.Select(f => f.Field));
    }

    [Theory]
    [InlineData("a/b\\c", "a_b_c.json")]
    [InlineData("../../etc/passwd", "_._.._etc_passwd.json")]
    [InlineData("...", "_.json")]
    [InlineData(".hidden", "_hidden.json")]
    [InlineData("a\0b\nc\u202Ed\u200B", "a_b_c_d_.json")]
    [InlineData("  a. . ", "a.json")]
    [InlineData("e\u0301", "é.json")]
    [InlineData("C:*?\"<>|", "C_______.json")]
    [InlineData("日本 😀", "日本 😀.json")]
    public void A_value_is_made_safe_for_a_name(string value, string expected) =>
        Assert.Equal(expected, FileNames.Safe(value, ".json"));

    [Fact]
    public void A_long_name_is_cut_between_characters_and_stays_its_own()
    {
        var (one, two) = (string.Concat(Enumerable.Repeat("ü😀", 60)) + "1", string.Concat(Enumerable.Repeat("ü😀", 60)) + "2");

        var (first, second) = (FileNames.Safe(one, ".json"), FileNames.Safe(two, ".json"));

        Assert.NotEqual(first, second);
        Assert.Equal(first, FileNames.Safe(one, ".json"));
        Assert.InRange(Encoding.UTF8.GetByteCount(first), 190, FileNames.MaxBytes);
        Assert.DoesNotContain('\uFFFD', first);
    }

    [Fact]
    public async Task A_name_without_its_value_is_no_file()
    {
        var push = Push(Folder("/tmp", more: ",\"name\":\"{{due_date}}\""), Invoice());

        var answer = Assert.IsType<Numora.Delivery.Providers.PushAnswer.Refused>(await Provider().PushAsync(push, default));

        Assert.Equal(("payload_invalid", "The file's name {{due_date}} needs due_date, which has no value."), (answer.Code, answer.Reason));
    }

    static IReadOnlyList<Fault> Check(string config, string? credentials = null) => Provider().Check(
        JsonElement.Parse(config), credentials is null ? null : JsonElement.Parse(credentials));
}

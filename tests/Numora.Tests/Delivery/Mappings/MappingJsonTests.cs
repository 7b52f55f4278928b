using System.Text.Json;
using Numora.Delivery.Mappings;
using Numora.Platform;

namespace Numora.Tests.Delivery.Mappings;

public sealed class MappingJsonTests
{
    [Theory]
    [InlineData("""{"object":"o","key":["a"],"fields":[{"target":"a","source":"due_date","default":null}]}""")]
    [InlineData("""{"object":"o","key":["a"],"fields":[{"target":"a","source":["x","y"],"transform":["concat"],"required":true}]}""")]
    [InlineData("""{"object":"o","key":["a"],"fields":[{"target":"a","constant":1.50},{"target":"b","constant":false}]}""")]
    [InlineData("""
        {"object":"o","key":["a"],"fields":[{"target":"a","source":"s",
        "lookup":{"object":"x","match":"y","on_missing":"skip"}}],
        "line_items":{"object":"r","parent":"p","fields":[{"target":"q","source":"quantity"}],"key":["q"]},"attach_file":true}
        """)]
    public void A_mapping_is_written_as_it_was_read(string json)
    {
        var definition = JsonSerializer.Deserialize<MappingDefinition>(json, Json.Options);

        Assert.Equal(json.ReplaceLineEndings(""), JsonSerializer.Serialize(definition, Json.Options));
    }

    [Theory]
    [InlineData("\"source\":5", "$.fields[0].source")]
    [InlineData("\"source\":null", "$.fields[0].source")]
    [InlineData("\"source\":{}", "$.fields[0].source")]
    [InlineData("\"source\":[1]", "$.fields[0].source")]
    [InlineData("\"source\":\"\\u0000\"", "$.fields[0].source")]
    [InlineData("\"constant\":null", "$.fields[0].constant")]
    [InlineData("\"constant\":[]", "$.fields[0].constant")]
    [InlineData("\"constant\":\"\\ud800\"", "$.fields[0].constant")]
    [InlineData("\"default\":{}", "$.fields[0].default")]
    [InlineData("\"default\":[]", "$.fields[0].default")]
    [InlineData("\"transform\":\"trim\"", "$.fields[0].transform")]
    [InlineData("\"required\":1", "$.fields[0].required")]
    [InlineData("\"lookup\":{\"object\":\"a\",\"match\":\"b\",\"on_missing\":\"explode\"}", "$.fields[0].lookup.on_missing")]
    [InlineData("\"sauce\":\"x\"", "$.fields[0].sauce")]
    public void A_wrong_JSON_type_is_unreadable_at_its_member(string member, string path)
    {
        var json = $$"""{"object":"o","key":["a"],"fields":[{"target":"a",{{member}}}]}""";

        var fault = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MappingDefinition>(json, Json.Options));

        Assert.StartsWith(path, fault.Path, StringComparison.Ordinal);
    }
}

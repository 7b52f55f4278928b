using System.Text.Json;
using Numora.Delivery.Providers;

namespace Numora.Tests.Delivery.Providers;

public class JsonPathTests
{
    static readonly JsonElement Json = JsonElement.Parse(
        """{"a":{"b":[{"c":"x"},{"c":1.50}]},"odd name":{"d.e":true},"n":null,"none":[],"empty":{},"blank":"","half":"\ud800"}""", default);

    [Theory]
    [InlineData("$.a.b[0].c", "x")]
    [InlineData("$.a.b[1].c", "1.50")]
    [InlineData("$['odd name'][\"d.e\"]", "true")]
    [InlineData("$.a.b[2].c", null)]
    [InlineData("$.a.b.c", null)]
    [InlineData("$.a", null)]
    [InlineData("$.n", null)]
    [InlineData("$.half", null)]
    public void A_path_leads_to_a_value_or_to_nothing(string path, string? expected) =>
        Assert.Equal(expected, JsonPath.Parse(path)!.Value(Json));

    [Theory]
    [InlineData("$.a", true)]
    [InlineData("$.a.b[0]", true)]
    [InlineData("$", true)]
    [InlineData("$.x", false)]
    [InlineData("$.n", false)]
    [InlineData("$.none", false)]
    [InlineData("$.empty", false)]
    [InlineData("$.blank", false)]
    public void Null_and_empty_are_how_systems_say_that_there_is_nothing(string path, bool exists) =>
        Assert.Equal(exists, JsonPath.Parse(path)!.Exists(Json));

    [Theory]
    [InlineData("a.b")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$.a[*]")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[99999999999]")]
    [InlineData("$.a[?(@.b)]")]
    [InlineData("$.a b")]
    [InlineData("$.a\n")]
    [InlineData("")]
    [InlineData(null)]
    public void What_could_match_several_or_nothing_is_no_path(string? text) => Assert.Null(JsonPath.Parse(text));
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Contracts.Tests.Messages;

/// <summary>Messages of the version before and the one after: fields only ever get more.</summary>
public sealed class ToleranceTests
{
    public static TheoryData<string> Messages => [.. MessageCatalog.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_FieldsOfALaterVersion_AreIgnored(string message)
    {
        var golden = JsonNode.Parse(File.ReadAllText(GoldenTests.Golden(message)))!;
        var later = golden.DeepClone();
        AddToEveryObject(later);

        var read = JsonSerializer.Serialize(JsonSerializer.Deserialize(later.ToJsonString(), TypeOf(message)), TypeOf(message));

        Assert.True(JsonNode.DeepEquals(golden, JsonNode.Parse(read)), read);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_AnyOptionalFieldMissing_HasItsDefault(string message)
    {
        foreach (var property in Properties(message).Where(p => !IsRequired(p)))
        {
            var json = JsonNode.Parse(File.ReadAllText(GoldenTests.Golden(message)))!.AsObject();
            Assert.True(json.Remove(JsonNamingPolicy.CamelCase.ConvertName(property.Name)), property.Name);

            var read = JsonSerializer.Deserialize(json.ToJsonString(), TypeOf(message))!;

            var minimal = Samples.All[$"{message}.minimal"];
            Assert.Equivalent(property.GetValue(minimal), property.GetValue(read));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_AnyRequiredFieldMissing_IsRefusedByName(string message)
    {
        var required = Properties(message).Where(IsRequired).ToList();
        Assert.NotEmpty(required);
        foreach (var property in required)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var json = JsonNode.Parse(File.ReadAllText(GoldenTests.Golden(message)))!.AsObject();
            json.Remove(name);

            var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json.ToJsonString(), TypeOf(message)));

            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_NamesInAnotherCase_AreTaken(string message)
    {
        var json = JsonNode.Parse(File.ReadAllText(GoldenTests.Golden(message)))!.AsObject();
        var shouted = new JsonObject(json.Select(p => KeyValuePair.Create(p.Key.ToUpperInvariant(), p.Value?.DeepClone())));

        var read = JsonSerializer.Serialize(JsonSerializer.Deserialize(shouted.ToJsonString(), TypeOf(message)), TypeOf(message));

        Assert.True(JsonNode.DeepEquals(json, JsonNode.Parse(read)), read);
    }

    private static PropertyInfo[] Properties(string message) => MessageCatalog.TypeOf(message).GetProperties();

    private static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));

    private static JsonTypeInfo TypeOf(string message) => MessageCatalog.JsonOf(message);

    private static void AddToEveryObject(JsonNode? node)
    {
        if (node is JsonObject map)
        {
            foreach (var (_, value) in map.ToList())
            {
                AddToEveryObject(value);
            }

            map.Insert(0, "addedLater", JsonNode.Parse("""{"a":[1,{"b":null}]}"""));
        }
        else if (node is JsonArray list)
        {
            foreach (var value in list)
            {
                AddToEveryObject(value);
            }
        }
    }
}

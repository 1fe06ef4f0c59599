using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfictl.Contracts.Tests.Messages;

namespace Wolfictl.Contracts.Tests.Json;

public sealed class EnumTests
{
    [Theory]
    [InlineData("\"Paused\"")]
    [InlineData("\"\"")]
    [InlineData("7")]
    public void Event_ValueOfALaterVersion_BecomesUnknown(string value)
    {
        var json = Golden("BuildCompleted");
        json["outcome"] = JsonNode.Parse(value);
        json["reason"] = JsonNode.Parse(value);
        json["jobs"]![0]!["packages"]![0]!["outcome"] = JsonNode.Parse(value);

        var read = JsonSerializer.Deserialize(json.ToJsonString(), ContractsJson.Default.BuildCompleted)!;

        Assert.Equal(BuildOutcome.Unknown, read.Outcome);
        Assert.Equal(CompletionReason.Unknown, read.Reason);
        Assert.Equal(PackageOutcome.Unknown, read.Jobs[0].Packages[0].Outcome);
        Assert.Equal(PackageOutcome.Failed, read.Jobs[0].Packages[1].Outcome);
    }

    [Fact]
    public void Event_ArchitectureOfALaterVersion_BecomesUnknown()
    {
        var json = Golden("JobStarted");
        json["architecture"] = "riscv64";

        Assert.Equal(Architecture.Unknown, JsonSerializer.Deserialize(json.ToJsonString(), ContractsJson.Default.JobStarted)!.Architecture);
    }

    [Theory]
    [InlineData("x86_64", Architecture.X86_64)]
    [InlineData("amd64", Architecture.X86_64)]
    [InlineData("aarch64", Architecture.Aarch64)]
    [InlineData("arm64", Architecture.Aarch64)]
    public void Request_EitherFamilyOfArchitectureNames_IsTaken(string name, Architecture expected)
    {
        var json = Golden("BuildRequested");
        json["architectures"] = new JsonArray(name);

        Assert.Equal([expected], JsonSerializer.Deserialize(json.ToJsonString(), ContractsJson.Default.BuildRequested)!.Architectures);
    }

    [Theory]
    [InlineData("targetFormat", "\"Apks\"", "Auto, Apk, Package")]
    [InlineData("targetFormat", "\"Unknown\"", "Auto, Apk, Package")]
    [InlineData("targetFormat", "1", "Auto, Apk, Package")]
    [InlineData("priority", "\"Urgent\"", "Low, Normal, High")]
    [InlineData("priority", "null", "Low, Normal, High")]
    [InlineData("architectures", "[\"x86_64\", \"riscv64\"]", "x86_64 (amd64) or aarch64 (arm64)")]
    [InlineData("architectures", "[null]", "x86_64 (amd64) or aarch64 (arm64)")]
    [InlineData("architectures", "[1]", "x86_64 (amd64) or aarch64 (arm64)")]
    [InlineData("architectures", "\"x86_64\"", "a list of architectures")]
    public void Request_UnknownValue_IsRefusedWithTheList(string field, string value, string list)
    {
        var json = Golden("BuildRequested");
        json[field] = JsonNode.Parse(value);

        var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json.ToJsonString(), ContractsJson.Default.BuildRequested));

        Assert.Contains(list, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_ValueInAnotherCase_IsTaken()
    {
        var json = Golden("BuildRequested");
        json["priority"] = "high";

        Assert.Equal(BuildPriority.High, JsonSerializer.Deserialize(json.ToJsonString(), ContractsJson.Default.BuildRequested)!.Priority);
    }

    [Fact]
    public void Request_EndlessUnknownValue_IsShownCutAndWithoutControlCharacters()
    {
        var json = Golden("BuildRequested");
        json["priority"] = "\u001b[2J" + new string('x', 1_000_000);

        var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json.ToJsonString(), ContractsJson.Default.BuildRequested));

        Assert.DoesNotContain('\u001b', refused.Message);
        Assert.InRange(refused.Message.Length, 1, 400);
    }

    private static JsonNode Golden(string message) => JsonNode.Parse(File.ReadAllText(GoldenTests.Golden(message)))!;
}

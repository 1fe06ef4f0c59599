using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Scheduler.Builds;

namespace Wolfictl.Scheduler.Tests.Builds;

public sealed class RequestShapeTests
{
    [Fact]
    public void Check_Good_Passes() => RequestShape.Check(Given.Request("brotli") with
    {
        Profile = "large",
        OutputRepository = "registry.example.org/wolfi/outputs",
        Plan = [new PlanSummary { Architecture = Architecture.X86_64, Packages = 1, Digest = new string('0', 64) }],
    });

    [Theory]
    [InlineData("""{"plan":[null]}""", "plan")]
    [InlineData("""{"plan":[{"architecture":"x86_64","packages":1,"digest":null}]}""", "plan")]
    [InlineData("""{"plan":[{"architecture":"x86_64","packages":1,"digest":"short"}]}""", "plan")]
    [InlineData("""{"architectures":["x86_64","x86_64","aarch64"]}""", "architectures has 3 entries; 2 at most")]
    [InlineData("""{"profile":""}""", "profile")]
    [InlineData("""{"profile":"a\nb"}""", "profile")]
    [InlineData("""{"profile":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "profile")]
    [InlineData("""{"outputRepository":"registry.example.org/wolfi:latest"}""", "outputRepository")]
    [InlineData("""{"outputRepository":"oci:/allowed/../elsewhere"}""", "outputRepository")]
    [InlineData("""{"outputRepository":""}""", "outputRepository")]
    public void Check_Bad_IsRefusedByItsField(string fields, string problem)
    {
        var refused = Assert.Throws<RefusedRequestException>(() => RequestShape.Check(Read(fields)));

        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TooMuch_IsRefused()
    {
        var words = Enumerable.Repeat(MakeWord.Parse("a"), 201).ToArray();
        var names = Enumerable.Repeat(PackageName.Parse("a"), 20_001).ToArray();

        foreach (var request in new[]
        {
            Given.Request() with { Packages = names },
            Given.Request() with { Repositories = words },
            Given.Request() with { Keyring = words },
            Given.Request() with { MelangeBuildOptions = words },
            Given.Request() with { Packages = [default] },
            Given.Request() with { Architectures = [Architecture.Unknown] },
            Given.Request() with { RequestId = default },
            Given.Request() with { SourceBundle = default },
        })
        {
            Assert.Throws<RefusedRequestException>(() => RequestShape.Check(request));
        }
    }

    [Theory]
    [InlineData("""{"packages":null}""")]
    [InlineData("""{"plan":null,"architectures":[],"keyring":null}""")]
    public void Check_NullLists_AreEmptyOnes(string fields)
    {
        var request = Read(fields);

        RequestShape.Check(request);
        Assert.NotNull(request.Packages);
        Assert.NotNull(request.Plan);
    }

    private static BuildRequested Read(string fields)
    {
        var json = JsonNode.Parse(JsonSerializer.Serialize(Given.Request("brotli"), ContractsJson.Default.BuildRequested))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        return JsonSerializer.Deserialize(json.ToJsonString(), ContractsJson.Default.BuildRequested)!;
    }
}

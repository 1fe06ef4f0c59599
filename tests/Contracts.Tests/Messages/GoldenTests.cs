using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wolfictl.TestKit.Files;

namespace Wolfictl.Contracts.Tests.Messages;

/// <summary>The JSON of each message, held in <c>Golden/</c>. After an additive change: <c>WOLFICTL_UPDATE_GOLDEN=1 dotnet test tests/Contracts.Tests</c>, and look at the difference.</summary>
public sealed class GoldenTests
{
    private const string Update = "WOLFICTL_UPDATE_GOLDEN";
    private static readonly ContractsJson Indented = new(new JsonSerializerOptions(ContractsJson.Default.Options) { WriteIndented = true, NewLine = "\n" });

    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_Sample_IsTheGoldenFile(string name)
    {
        var written = JsonSerializer.Serialize(Samples.All[name], TypeOf(name)) + "\n";
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(Golden(name), written);
        }

        Assert.Equal(File.ReadAllText(Golden(name)), written);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_GoldenFile_IsTheSample(string name)
    {
        var read = JsonSerializer.Deserialize(File.ReadAllText(Golden(name)), TypeOf(name))!;

        Assert.Equivalent(Samples.All[name], read, strict: true);
        Assert.Equal(File.ReadAllText(Golden(name)), JsonSerializer.Serialize(read, TypeOf(name)) + "\n");
    }

    [Fact]
    public void Files_EveryMessageHasBoth()
    {
        var expected = Hosting.Messaging.MessageCatalog.All.SelectMany(t => new[] { t.Name, $"{t.Name}.minimal" });
        var there = Directory.GetFiles(Path.GetDirectoryName(Golden("x"))!).Select(f => Path.GetFileNameWithoutExtension(f));

        Assert.Equal(expected.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FullSamples_LeaveNoPropertyOut()
    {
        foreach (var (name, sample) in Samples.All.Where(s => !s.Key.EndsWith(".minimal", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Golden(name)));
            var declared = TypeOf(name).Properties.Select(p => p.Name).Order(StringComparer.Ordinal);
            Assert.Equal(declared, json.RootElement.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
            Assert.Equal(sample.GetType().Name, name);
        }
    }

    internal static string Golden(string name) => Path.Combine(Checkout.Root, "tests", "Contracts.Tests", "Golden", $"{name}.json");

    private static JsonTypeInfo TypeOf(string name) => Indented.GetTypeInfo(Samples.All[name].GetType())!;
}

using Wolfictl.TestKit.Files;

namespace Wolfictl.Contracts.Tests.Api;

public sealed class PublicApiTests
{
    private const string Update = "WOLFICTL_UPDATE_API";

    [Fact]
    public void PublicApi_IsTheCheckedOne()
    {
        var file = Path.Combine(Checkout.Root, "tests", "Contracts.Tests", "PublicApi.txt");
        var now = PublicApi.Of(typeof(BuildRequested).Assembly);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllLines(file, now);
        }

        var before = File.ReadAllLines(file);
        var differences = before.Except(now).Select(l => $"- {l}").Concat(now.Except(before).Select(l => $"+ {l}")).ToList();

        Assert.True(
            differences.Count == 0,
            $"The public API of Wolfictl.Contracts is not that of PublicApi.txt:\n{string.Join('\n', differences)}\n"
            + "Subscribers compile against it, and messages only ever grow. If the change is meant and takes nothing away:\n"
            + $"{Update}=1 dotnet test tests/Contracts.Tests --filter PublicApi, and commit the file.");
        Assert.Equal(before, now);
    }
}

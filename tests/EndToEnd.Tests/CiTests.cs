using System.Globalization;
using System.Text.RegularExpressions;
using Wolfictl.Contracts;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>docs/ci.md, done as it is written there, with a client of RabbitMQ that is not ours: document and program are read out of the page.</summary>
public sealed partial class CiTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "ci.md"));

    [RequiresFarmFact(pika: true)]
    public async Task Request_OfThePage_IsBuiltOnceAndPrintedByTheSubscriber()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        var completions = await farm.CollectCompletionsAsync();
        await using var subscriber = farm.StartSubscriber();
        await subscriber.WaitForLineAsync("Waiting for builds");
        var id = RequestId.New();

        await PublishAsync(farm, Document(id, await BundleAsync(farm)));

        var line = await subscriber.WaitForLineAsync(id.ToString());
        Assert.StartsWith($"BuildCompleted {id} Succeeded", line, StringComparison.Ordinal);
        var completed = Assert.Single(await farm.CompletionsAsync(completions, 1));
        Assert.Equal((id.ToString(), BuildOutcome.Succeeded), (completed.BuildId.ToString(), completed.Outcome));
        Assert.Equal(["brotli", "git-lfs"], Assert.Single(completed.Jobs).Packages.Where(p => p.Outcome == PackageOutcome.Built).Select(p => p.Package.ToString()).Order());

        var fetch = await farm.RunAsync("fetch", id.ToString(), "--bundle-repo", farm.Repository, "--out", farm.Folder["fetched"]);
        Assert.True(fetch.ExitCode == 0, fetch.ErrorText);
        Assert.NotEmpty(Directory.GetFiles(farm.Folder["fetched"], "brotli-*.apk", SearchOption.AllDirectories));
        Assert.Equal(1, (await farm.RunAsync("fetch", RequestId.New().ToString(), "--bundle-repo", farm.Repository)).ExitCode);
        Assert.Empty(await farm.Broker.GetMessagesAsync(completions));
        Assert.Single(subscriber.Output, printed => printed.StartsWith("BuildCompleted", StringComparison.Ordinal));
    }

    [RequiresFarmFact(pika: true)]
    public async Task Request_WithAWrongField_IsParkedWithItsReasonAndTheNextOneIsServed()
    {
        await using var farm = await Farm.CreateAsync();
        await using var scheduler = await farm.StartSchedulerAsync();
        var completions = await farm.CollectCompletionsAsync();
        var bundle = await BundleAsync(farm);
        foreach (var (right, wrong) in new[] { ("\"Normal\"", "\"Sometimes\""), ($"\"{Architectures.OfThisMachine.MelangeName()}\"", "\"riscv64\""), (bundle, "registry.example.org/without-digest") })
        {
            var document = Document(RequestId.New(), bundle);
            Assert.Contains(right, document, StringComparison.Ordinal);

            await PublishAsync(farm, document.Replace(right, wrong, StringComparison.Ordinal));

            var parked = Assert.Single(await farm.Broker.WaitForMessagesAsync("wolfictl.build-requested.parked", 1));
            Assert.Contains(wrong.Trim('"'), parked.Headers["MT-Fault-Message"].GetString(), StringComparison.Ordinal);
            Assert.Contains(wrong, parked.Text, StringComparison.Ordinal);
        }

        var id = RequestId.New();
        await PublishAsync(farm, Document(id, bundle));
        Assert.Equal(id.ToString(), Assert.Single(await farm.CompletionsAsync(completions, 1)).BuildId.ToString());
    }

    [RequiresFarmFact(pika: true)]
    public async Task Request_BeforeAnyQueueIsThere_EndsThePublisherWithAnError()
    {
        await using var farm = await Farm.CreateAsync();
        await farm.Broker.DeclareExchangeAsync("Wolfictl.Contracts:BuildRequested");
        var publish = await farm.RunPythonAsync(Script(farm), Write(farm, Document(RequestId.New(), "registry.example.org/wolfi@sha256:" + new string('a', 64))));
        Assert.Equal(1, publish.ExitCode);
        Assert.Contains("UnroutableError", publish.ErrorText, StringComparison.Ordinal);
    }

    private static async Task PublishAsync(Farm farm, string document)
    {
        var publish = await farm.RunPythonAsync(Script(farm), Write(farm, document));
        Assert.True(publish.ExitCode == 0, publish.ErrorText);
    }

    private static string Script(Farm farm)
    {
        var path = farm.Folder["publish.py"];
        File.WriteAllText(path, Block("python"));
        return path;
    }

    private static string Write(Farm farm, string document)
    {
        var path = farm.Folder["request.json"];
        File.WriteAllText(path, document);
        return path;
    }

    /// <summary>The page's document for another request and bundle, for the architecture that can be built here.</summary>
    private static string Document(RequestId id, string bundle)
    {
        var document = RequestIdPattern().Replace(Block("json"), $"\"requestId\": \"{id}\"");
        document = BundlePattern().Replace(document, $"\"sourceBundle\": \"{bundle}\"");
        return document.Replace("\"x86_64\"", $"\"{Architectures.OfThisMachine.MelangeName()}\"", StringComparison.Ordinal);
    }

    /// <summary>The one block of the page in a language.</summary>
    private static string Block(string language) => Assert.Single(Regex.Matches(Page, string.Create(CultureInfo.InvariantCulture, $"(?ms)^```{language}\n(.*?)^```$"))).Groups[1].Value;

    /// <summary>What wolfictl bundle prints for a directory that has the packages of the page's document.</summary>
    private static async Task<string> BundleAsync(Farm farm)
    {
        var directory = farm.TinyDistro();
        var configuration = await File.ReadAllTextAsync(Path.Combine(directory, "moon-phase.yaml"));
        foreach (var package in new[] { "brotli", "git-lfs" })
        {
            await File.WriteAllTextAsync(Path.Combine(directory, $"{package}.yaml"), configuration.Replace("moon-phase", package, StringComparison.Ordinal));
        }

        var bundle = await farm.RunAsync("bundle", "-d", directory, "--bundle-repo", farm.Repository);
        Assert.True(bundle.ExitCode == 0, bundle.ErrorText);
        return bundle.OutputText.Trim();
    }

    [GeneratedRegex("\"requestId\": \"[^\"]*\"")]
    private static partial Regex RequestIdPattern();

    [GeneratedRegex("\"sourceBundle\": \"[^\"]*\"")]
    private static partial Regex BundlePattern();
}

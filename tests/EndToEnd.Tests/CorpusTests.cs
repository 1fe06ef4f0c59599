using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Processes;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>The main job on real configurations, as README shows it.</summary>
public sealed class CorpusTests
{
    [RequiresFarmFact(corpus: true)]
    public async Task SubmitBrotliGitLfs_MakesBothAndAllThatTheyNeedInDependencyOrder()
    {
        await using var farm = await Farm.CreateAsync();
        using var directory = new TemporaryFolder();
        directory.CopyFrom(Corpus.Snapshot("wolfi-os-2023-03-27"));
        foreach (var file in new[] { "Makefile", ".wolfictl.yaml", "pack-stand-in.sh" })
        {
            File.Copy(Path.Combine(Checkout.TinyDistro, file), directory[file]);
        }

        await using var scheduler = await farm.StartSchedulerAsync();
        await using var subscriber = farm.StartSubscriber();
        await subscriber.WaitForLineAsync("Waiting for builds");
        var submit = await farm.Submit(directory, "--wait", "--out", farm.Folder["out"], "-o", "json", "brotli", "git-lfs").WaitForExitAsync(TimeSpan.FromMinutes(2));
        Assert.True(submit.ExitCode == 0, submit.ErrorText);

        var report = JsonDocument.Parse(submit.OutputText).RootElement;
        var completed = report.GetProperty("completed").Deserialize(ContractsJson.Default.BuildCompleted)!;
        var job = Assert.Single(completed.Jobs);
        Assert.All(job.Packages, p => Assert.Equal(PackageOutcome.Built, p.Outcome));
        Assert.Contains(job.Packages, p => p.Package.Value == "brotli");
        Assert.Contains(job.Packages, p => p.Package.Value == "git-lfs");
        await AssertOrderAsync(farm, directory, job);

        var fetched = Directory.GetFiles(farm.Folder[$"out/{job.Architecture.MelangeName()}"]).Select(Path.GetFileName).ToHashSet();
        Assert.All(job.Packages, p => Assert.Contains($"{p.Package}-{p.FullVersion}.apk", fetched));
        var line = await subscriber.WaitForLineAsync(completed.BuildId.ToString());
        Assert.Contains("BuildCompleted", line, StringComparison.Ordinal);
        Assert.Single(subscriber.Output, l => l.Contains("BuildCompleted", StringComparison.Ordinal));
        await AssertGitAnswersAsync(farm, DigestReference.Parse(report.GetProperty("sourceBundle").GetString()!));
    }

    /// <summary>In the order in which the log tells that they were built, each comes after all that the plan says it needs.</summary>
    private static async Task AssertOrderAsync(Farm farm, string directory, JobResult job)
    {
        var plan = JsonDocument.Parse((await farm.RunAsync("submit", "--dry-run", "-o", "json", "-a", job.Architecture.MelangeName(), "-d", directory, "brotli", "git-lfs")).OutputText);
        var built = File.ReadLines(job.LogLocation!)
            .Where(l => l.Contains(" built packages/", StringComparison.Ordinal))
            .Select((l, i) => (File: Path.GetFileName(l), Place: i))
            .ToDictionary(b => b.File, b => b.Place);
        var packages = plan.RootElement.GetProperty("architectures")[0].GetProperty("packages").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => (File: $"{p.GetProperty("name")}-{p.GetProperty("fullVersion")}.apk", Needs: p.GetProperty("needs")));
        Assert.Equal(packages.Count, built.Count);
        foreach (var (file, needs) in packages.Values)
        {
            Assert.All(needs.EnumerateArray(), need => Assert.True(built[packages[need.GetString()!].File] < built[file], $"{file} was built before {need}"));
        }
    }

    private static async Task AssertGitAnswersAsync(Farm farm, DigestReference bundle)
    {
        using var repositories = new OciRepositories();
        var unpacked = farm.Folder["unpacked"];
        await SourceBundle.UnpackAsync(repositories.Open(OciReference.Parse(bundle.Repository)), Digest.Parse(bundle.Digest), unpacked);
        var time = await ChildProcess.RunAsync("git", ["-c", $"safe.directory={unpacked}", "log", "-1", "--pretty=%ct"], unpacked);
        Assert.True(time.ExitCode == 0, time.ErrorText);
        Assert.Equal("315532800", time.OutputText.Trim());
        var head = await ChildProcess.RunAsync("git", ["-c", $"safe.directory={unpacked}", "rev-parse", "HEAD"], unpacked);
        Assert.Matches("^[0-9a-f]{40}$", head.OutputText.Trim());
    }
}

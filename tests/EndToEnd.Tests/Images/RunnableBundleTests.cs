using System.Text.Json.Nodes;
using Wolfictl.CacheWorker.Bundling;
using Wolfictl.Contracts;
using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Origin;
using Wolfictl.TestKit.Processes;

namespace Wolfictl.EndToEnd.Tests.Images;

/// <summary>Bundles as a pod runs them: read by skopeo, unpacked by umoci, run by runc.</summary>
[Collection(nameof(OnBases))]
public sealed class RunnableBundleTests(Bases bases)
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private static readonly int[] Users = [0, 12345];

    [RunsContainersTheory]
    [InlineData("wolfictl")]
    [InlineData("busybox")]
    [InlineData("gnu")]
    public async Task SourceBundle_Run_LeavesWhatOurOwnCodeUnpacks(string name)
    {
        using var folder = new TemporaryFolder();
        folder.Write("source/greet.yaml", "package: {name: greet}\n");
        folder.Write("source/with\nnewline", "n");
        folder.Write("source/deep/er/file", "f");
        folder.Write("source/-x", "a name that looks like a flag");
        File.SetUnixFileMode(folder.Write("source/run.sh", "#!/bin/sh\n"), ReadOnly | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(folder["source/link"], "deep/er/file");
        File.CreateSymbolicLink(folder["source/deep/folder-link"], "er");
        var reference = DigestReference.Parse((await WolfictlAsync("bundle", "-d", folder["source"], "--bundle-repo", Repository(), "--bundle-base", await bases.ReferenceAsync(name))).OutputText.Trim());
        using var repositories = new OciRepositories();
        await SourceBundle.UnpackAsync(repositories.Open(OciReference.Parse(reference.Repository)), Digest.Parse(reference.Digest), folder["ours"]);

        using var container = await Container.OfAsync(reference.ToString());
        Assert.Equal(name == "wolfictl" ? BundleCommands.Wolfictl : BundleCommands.Shell, container.Entrypoint);
        // Bundles have git's modes; the commands keep others, too.
        var added = Path.Combine(container.Root, "bundle", "read-only");
        await File.WriteAllTextAsync(added, "r");
        File.SetUnixFileMode(added, ReadOnly);
        foreach (var user in Users)
        {
            await container.NewWorkAsync(user);
            foreach (var again in new[] { false, true })
            {
                var run = await container.RunAsync(user);
                Assert.True(run.ExitCode == 0, $"{user}, {again}: {run.ErrorText}");
            }

            Assert.Equal([.. Tree(folder["ours"]), "read-only 444 r"], Tree(container.Work).OrderBy(line => line.StartsWith("read-only", StringComparison.Ordinal)));
            Assert.Equal($"{user}", await Command.OutputAsync(container.Work, "stat", "-c", "%u", "with\nnewline"));
        }

        // The root's own working directory, which others may not write to.
        await container.NewWorkAsync(0);
        var denied = await container.RunAsync(Users[1]);
        Assert.Equal(1, denied.ExitCode);
        Assert.Contains("denied", denied.ErrorText, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.GetFileSystemEntries(container.Work));
    }

    [RunsContainersTheory]
    [InlineData("wolfictl")]
    [InlineData("busybox")]
    [InlineData("gnu")]
    public async Task CacheBundle_Run_LeavesTheSourcesAsMelangeLooksThemUp(string name)
    {
        await using var scene = new CacheScene();
        string[] names = [.. Enumerable.Range(1, 5).Select(i => scene.Package($"p{i}", $"p{i}.tar.gz", OriginContent.Of(i, 20_000 * i)))];
        await Command.OutputAsync(scene.Directory, "git", "init", "-q");
        await Command.OutputAsync(scene.Directory, "git", "add", ".");
        await Command.OutputAsync(scene.Directory, "git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one", "--date", "2020-02-02T00:00:00Z");
        var cache = await scene.RunAsync("--bundle-repo", Repository(), "--bundle-base", await bases.ReferenceAsync(name));
        Assert.True(cache.ExitCode == 0, cache.ErrorText);
        var reference = cache.Output[^1];
        var inspected = await Command.OutputAsync(null, "skopeo", "inspect", "--tls-verify=false", $"docker://{reference}");
        Assert.Equal(DigestReference.Parse(reference).Digest, (string)JsonNode.Parse(inspected)!["Digest"]!);
        var annotations = JsonNode.Parse(await Command.OutputAsync(null, "skopeo", "inspect", "--raw", "--tls-verify=false", $"docker://{reference}"))!["annotations"]!;
        Assert.Equal(await Command.OutputAsync(scene.Directory, "git", "rev-parse", "HEAD"), (string)annotations[AnnotationKeys.Revision]!);
        var committed = DateTimeOffset.FromUnixTimeSeconds(long.Parse(await Command.OutputAsync(scene.Directory, "git", "log", "-1", "--format=%ct"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(committed, DateTimeOffset.Parse((string)annotations[AnnotationKeys.Created]!, System.Globalization.CultureInfo.InvariantCulture));

        using var container = await Container.OfAsync(reference);
        foreach (var user in Users)
        {
            await container.NewWorkAsync(user);
            var run = await container.RunAsync(user);
            Assert.True(run.ExitCode == 0, $"{user}: {run.ErrorText}");
            Assert.Equal(names.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(container.Work).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
            // melange's rule: the file is named by its checksum, and sha256sum agrees.
            foreach (var file in names)
            {
                Assert.StartsWith(file["sha256:".Length..] + " ", await Command.OutputAsync(container.Work, "sha256sum", file), StringComparison.Ordinal);
            }
        }

        using var repositories = new OciRepositories();
        Assert.Equal((5, 0), await CacheBundle.UnpackAsync(repositories, DigestReference.Parse(reference), scene.Scratch["ours"]));
        Assert.Equal(reference, (await scene.RunAsync("--bundle-repo", DigestReference.Parse(reference).Repository, "--bundle-base", await bases.ReferenceAsync(name))).Output[^1]);
    }

    [RunsContainersTheory]
    [InlineData("busybox")]
    [InlineData("gnu")]
    public async Task FileThatCannotBeRead_FailsTheRunOfAShell(string name)
    {
        using var folder = new TemporaryFolder();
        folder.Write("source/greet.yaml", "package: {name: greet}\n");
        var bundle = await WolfictlAsync("bundle", "-d", folder["source"], "--bundle-repo", Repository(), "--bundle-base", await bases.ReferenceAsync(name));
        using var container = await Container.OfAsync(bundle.OutputText.Trim());
        File.SetUnixFileMode(Path.Combine(container.Root, "bundle", "greet.yaml"), UnixFileMode.None);
        await container.NewWorkAsync(12345);

        Assert.Equal(1, (await container.RunAsync(12345)).ExitCode);
    }

    private string Repository() => $"{bases.Registry.Host}/{Guid.NewGuid():N}/bundles";

    private static async Task<FinishedProcess> WolfictlAsync(params string[] arguments)
    {
        var run = await CacheScene.CommandAsync(arguments);
        Assert.True(run.ExitCode == 0, run.ErrorText);
        return run;
    }

    /// <summary>Names with modes and content, or where links lead.</summary>
    private static IEnumerable<string> Tree(string root) => new DirectoryInfo(root).GetFileSystemInfos("*", SearchOption.AllDirectories)
        .Where(entry => !Path.GetRelativePath(root, entry.FullName).StartsWith(".git/objects", StringComparison.Ordinal))
        .Select(entry => $"{Path.GetRelativePath(root, entry.FullName)} {(entry.LinkTarget is { } link ? $"-> {link}" : Convert.ToString((int)entry.UnixFileMode, 8))} {(entry is FileInfo file && entry.LinkTarget is null ? File.ReadAllText(file.FullName) : "")}")
        .Order(StringComparer.Ordinal);
}

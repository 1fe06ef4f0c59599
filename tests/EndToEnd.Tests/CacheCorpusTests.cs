using Wolfictl.Melange.Config;
using Wolfictl.Melange.Sources;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests;

/// <summary>Every source of a real distribution: its checksums replaced by those of small bodies, one for each URI, that a mirror has.</summary>
public sealed class CacheCorpusTests
{
    private const int DistinctUris = 427;

    [RequiresCorpusFact]
    public async Task Cache_EverySourceOf2023_IsStoredAndAFlippedOneIsNamed()
    {
        await using var scene = new CacheScene();
        scene.Directory.CopyFrom(Corpus.Snapshot("wolfi-os-2023-03-27"));
        Replace(scene);
        var listed = SourceLister.List(ConfigurationDirectory.Load(scene.Directory), [], ["x86_64", "aarch64"]).Sources;
        var names = listed.DistinctBy(s => s.Uri).Select(s => s.CacheName!).ToList();
        Assert.Equal(DistinctUris, names.Count);

        var first = await scene.RunAsync();
        Assert.True(first.ExitCode == 0, first.ErrorText);
        Assert.Equal(names.Order(StringComparer.Ordinal), scene.Stored);
        Assert.Matches($@"fetched +{DistinctUris} ", first.OutputText);
        Assert.Matches(@"failed +0\b", first.OutputText);
        Assert.Equal(DistinctUris, scene.Served);

        var flipped = listed[100];
        File.Delete(Path.Combine(scene.Cache, flipped.CacheName!));
        scene.Serve(flipped.CacheName!, CacheScene.Content("something else"));
        var second = await scene.RunAsync();
        Assert.Equal(1, second.ExitCode);
        Assert.Matches(@"failed +1\b", second.OutputText);
        Assert.Contains(flipped.Uri, second.OutputText, StringComparison.Ordinal);
        Assert.DoesNotContain(flipped.CacheName, scene.Stored);

        scene.Serve(flipped.CacheName!, CacheScene.Content(flipped.Uri));
        Assert.Equal(0, (await scene.RunAsync()).ExitCode);
        var served = scene.Mirror.Requests.Count;
        var warm = await scene.RunAsync();
        Assert.True(warm.ExitCode == 0, warm.ErrorText);
        Assert.Matches($@"already there +{DistinctUris} ", warm.OutputText);
        Assert.Equal(served, scene.Mirror.Requests.Count);
    }

    /// <summary>Puts the checksums of the bodies where those of the real files stood, and has the mirror serve the bodies.</summary>
    private static void Replace(CacheScene scene)
    {
        foreach (var file in SourceLister.List(ConfigurationDirectory.Load(scene.Directory), [], ["x86_64", "aarch64"]).Sources.GroupBy(source => source.File))
        {
            var path = scene.Directory[file.Key];
            var text = File.ReadAllText(path);
            foreach (var source in file.DistinctBy(s => s.Uri))
            {
                var body = CacheScene.Content(source.Uri);
                text = Replace(text, source.Sha256, CacheScene.Sha256(body));
                text = Replace(text, source.Sha512, CacheScene.Sha512(body));
                scene.Serve(source.Sha256 is not null ? $"sha256:{CacheScene.Sha256(body)}" : $"sha512:{CacheScene.Sha512(body)}", body);
            }

            File.WriteAllText(path, text);
        }
    }

    private static string Replace(string text, string? from, string to) => from is null ? text : text.Replace(from, to, StringComparison.OrdinalIgnoreCase);
}

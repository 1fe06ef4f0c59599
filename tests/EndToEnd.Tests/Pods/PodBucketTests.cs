using System.Text;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Requirements;

namespace Wolfictl.EndToEnd.Tests.Pods;

/// <summary>Pods that download from and upload to buckets, by a stand-in for gcloud.</summary>
[Collection(nameof(OnCluster))]
public sealed class PodBucketTests(PodImages images)
{
    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_PackagesOfABucket_AreNotBuiltAgain()
    {
        await using var scene = await PodScene.CreateAsync(images);
        var bucket = $"src-{scene.Namespace}";
        string[] names = ["tiny-baselayout-1.0.0-r0", "tiny-tools-1.4.0-r2", "libgreet-2.1.0-r0", "greet-2.1.0-r1", "farewell-0.9.1-r0"];
        foreach (var name in names)
        {
            images.Buckets.Put($"{bucket}/os/x86_64/{name}.apk", Apk(name));
        }

        images.Buckets.Put($"{bucket}/os/wolfi-signing.rsa.pub", "public"u8.ToArray());

        var run = await scene.RunAsync(Checkout.TinyDistro, "--gcloud-image", await images.GcloudAsync(), "--src-bucket", $"gs://{bucket}/os/", "--out", scene.Folder["out"], "greet", "farewell");

        Assert.True(run.ExitCode == 0, run.ErrorText + run.OutputText);
        Assert.DoesNotContain(run.Output, line => line.StartsWith("build | built", StringComparison.Ordinal));
        Assert.All(names, name => Assert.Equal(Apk(name), File.ReadAllBytes(scene.Folder[$"out/x86_64/{name}.apk"])));
    }

    [RequiresClusterFact(image: true, "kubectl")]
    public async Task Pod_Bucket_NeverLosesWhatItsIndexLists()
    {
        await using var scene = await PodScene.CreateAsync(images);
        var bucket = $"out-{scene.Namespace}";
        var kept = Apk("kept");
        images.Buckets.Put($"{bucket}/x86_64/other-1.0.0-r0.apk", kept);
        var full = await IndexAsync(scene, "P:elsewhere\nV:1.0.0-r0\n\nP:good\nV:1.0.0-r0\n");
        images.Buckets.Put($"{bucket}/x86_64/APKINDEX.tar.gz", full);
        string[] flags = ["--gcloud-image", await images.GcloudAsync(), "--bucket", bucket, "good", "other"];

        var small = await scene.RunAsync(PodScene.Distro, flags);

        Assert.True(small.ExitCode == 0, small.ErrorText + small.OutputText);
        Assert.Contains(small.Output, line => line.Contains("APKINDEX.tar.gz is not uploaded: it lacks 1 of the packages", StringComparison.Ordinal) && line.Contains("elsewhere 1.0.0-r0", StringComparison.Ordinal));
        Assert.Equal(full, images.Buckets.Get($"{bucket}/x86_64/APKINDEX.tar.gz"));
        Assert.Equal(kept, images.Buckets.Get($"{bucket}/x86_64/other-1.0.0-r0.apk"));
        Assert.Contains($"{bucket}/x86_64/good-1.0.0-r0.apk", images.Buckets.Names);

        images.Buckets.Put($"{bucket}/x86_64/APKINDEX.tar.gz", await IndexAsync(scene, "P:good\nV:1.0.0-r0\n"));
        var larger = await scene.RunAsync(PodScene.Distro, flags);

        Assert.True(larger.ExitCode == 0, larger.ErrorText + larger.OutputText);
        Assert.Contains("upload | wolfictl: uploaded APKINDEX.tar.gz", larger.Output);
    }

    private static byte[] Apk(string name)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(name));
        }

        return bytes.ToArray();
    }

    /// <summary>An index with these records, as apk makes one.</summary>
    private static async Task<byte[]> IndexAsync(PodScene scene, string records)
    {
        scene.Folder.Write("index/APKINDEX", records);
        await Command.OutputAsync(null, "tar", "-C", scene.Folder["index"], "-czf", scene.Folder["index.tar.gz"], "APKINDEX");
        return await File.ReadAllBytesAsync(scene.Folder["index.tar.gz"]);
    }
}

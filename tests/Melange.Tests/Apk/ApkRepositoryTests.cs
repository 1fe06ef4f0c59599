using System.Net;
using Wolfictl.Melange.Apk;

namespace Wolfictl.Melange.Tests.Apk;

public sealed class ApkRepositoryTests
{
    private static readonly byte[] Index = IndexBuilder.Index("P:one\nV:1.0-r0\n\n");

    [Fact]
    public async Task Read_Folder_FindsTheArchitecturesIndex()
    {
        using var scratch = new ScratchDistribution();
        Directory.CreateDirectory(Path.Combine(scratch.Directory, "x86_64"));
        await File.WriteAllBytesAsync(Path.Combine(scratch.Directory, "x86_64", "APKINDEX.tar.gz"), Index);
        using var client = new HttpClient();
        var repository = new ApkRepository(client);

        var index = await repository.ReadAsync($"@local {scratch.Directory}/", "x86_64", null, CancellationToken.None);
        Assert.True(index!.Contains("one-1.0-r0.apk"));
        Assert.Null(await repository.ReadAsync(scratch.Directory, "aarch64", null, CancellationToken.None));

        var catalog = new ApkCatalog();
        catalog.Add("x86_64", index);
        Assert.True(catalog.Contains("x86_64", "one-1.0-r0.apk"));
        Assert.False(catalog.Contains("aarch64", "one-1.0-r0.apk"));
        Assert.False(catalog.Contains("x86_64", "one-1.0-r1.apk"));
    }

    [Fact]
    public async Task Read_Address_DownloadsBoundedAndNamesItInErrors()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var serving = ServeAsync(listener, 4);
        using var client = new HttpClient();
        var root = $"http://127.0.0.1:{port}/os";

        Assert.Single((await new ApkRepository(client).ReadAsync(root, "x86_64", null, CancellationToken.None))!.Entries);
        Assert.Null(await new ApkRepository(client).ReadAsync(root, "aarch64", null, CancellationToken.None));
        var refused = await Assert.ThrowsAsync<ApkIndexException>(() => new ApkRepository(client).ReadAsync(root, "broken", null, CancellationToken.None));
        Assert.Equal($"{root}/broken/APKINDEX.tar.gz: the server answered 503.", refused.Message);
        var large = await Assert.ThrowsAsync<ApkIndexException>(() =>
            new ApkRepository(client, new ApkIndexLimits { CompressedBytes = 10 }).ReadAsync(root, "x86_64", null, CancellationToken.None));
        Assert.Contains("more than 10 bytes", large.Message, StringComparison.Ordinal);
        await serving;
    }

    private static async Task ServeAsync(HttpListener listener, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            var context = await listener.GetContextAsync();
            var path = context.Request.Url!.AbsolutePath;
            context.Response.StatusCode = path == "/os/x86_64/APKINDEX.tar.gz" ? 200 : path.Contains("broken", StringComparison.Ordinal) ? 503 : 404;
            if (context.Response.StatusCode == 200)
            {
                await context.Response.OutputStream.WriteAsync(Index);
            }

            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Wolfictl.TestKit.Registry;

/// <summary>
/// A registry in memory that speaks the distribution spec, for faults that a real one cannot be talked into: <see cref="Intercept"/> sees each request first and may
/// answer it, wrongly if it likes.
/// </summary>
public sealed class FakeRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (MemoryStream Content, SemaphoreSlim Turn)> _uploads = new();

    private FakeRegistry(WebApplication app) => _app = app;

    /// <summary>Blobs by digest, over all repositories.</summary>
    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    /// <summary>Manifests with their media types, by digest and tag, over all repositories.</summary>
    public ConcurrentDictionary<string, (string MediaType, byte[] Content)> Manifests { get; } = new();

    /// <summary>Answers a request itself and returns true, or leaves it to the registry.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    /// <summary>Each request as <c>METHOD /path?query</c>, with its Authorization header (empty when there was none).</summary>
    public ConcurrentQueue<(string Request, string Authorization)> Seen { get; } = new();

    /// <summary><c>host:port</c>.</summary>
    public string Host { get; private set; } = "";

    /// <summary>Starts one on a free loopback port; over TLS with a certificate.</summary>
    public static async Task<FakeRegistry> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0, listen => _ = certificate is null ? listen : listen.UseHttps(certificate));
        });
        var app = builder.Build();
        var registry = new FakeRegistry(app);
        app.Run(registry.ServeAsync);
        await app.StartAsync();
        registry.Host = new Uri(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Authority;
        return registry;
    }

    /// <summary>Stores a blob behind the client's back; gives its digest.</summary>
    public string Add(byte[] content)
    {
        var digest = DigestOf(content);
        Blobs[digest] = content;
        return digest;
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        Seen.Enqueue(($"{request.Method} {request.Path}{request.QueryString}", request.Headers.Authorization.ToString()));
        if (await Intercept(context))
        {
            return;
        }

        var path = request.Path.Value!;
        var last = path[(path.LastIndexOf('/') + 1)..];
        var write = request.Method is "POST" or "PUT" or "PATCH";
        if (path.Contains("/blobs/uploads/", StringComparison.Ordinal))
        {
            await UploadAsync(context, path, last);
        }
        else if (path.Contains("/blobs/", StringComparison.Ordinal))
        {
            await SendAsync(context, Blobs.TryGetValue(last, out var blob) ? blob : null, "application/octet-stream", last);
        }
        else if (path.Contains("/manifests/", StringComparison.Ordinal) && write)
        {
            var content = await ReadAsync(request);
            Manifests[DigestOf(content)] = Manifests[last] = (request.ContentType!, content);
            context.Response.Headers["Docker-Content-Digest"] = DigestOf(content);
            context.Response.StatusCode = 201;
        }
        else if (path.Contains("/manifests/", StringComparison.Ordinal))
        {
            var found = Manifests.TryGetValue(last, out var manifest);
            await SendAsync(context, found ? manifest.Content : null, found ? manifest.MediaType : "", found ? DigestOf(manifest.Content) : "");
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }

    private async Task UploadAsync(HttpContext context, string path, string id)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Method == "POST")
        {
            id = Guid.NewGuid().ToString("N");
            _uploads[id] = (new MemoryStream(), new SemaphoreSlim(1));
            response.Headers.Location = path + id;
            response.StatusCode = 202;
            return;
        }

        if (!_uploads.TryGetValue(id, out var upload))
        {
            response.StatusCode = 404;
            return;
        }

        // A client that was cut may ask before the end of its first request has come.
        await upload.Turn.WaitAsync();
        try
        {
            await ContinueAsync(context, path, upload.Content);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Cut: what has come is kept, for a client that asks and goes on.
        }
        finally
        {
            upload.Turn.Release();
        }
    }

    private async Task ContinueAsync(HttpContext context, string path, MemoryStream upload)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.Location = path;
        if (request.Method is "PATCH" or "PUT")
        {
            await request.Body.CopyToAsync(upload);
        }

        if (request.Method == "PUT")
        {
            var digest = DigestOf(upload.ToArray());
            response.StatusCode = digest == request.Query["digest"] ? 201 : 400;
            Blobs[digest] = upload.ToArray();
            response.Headers["Docker-Content-Digest"] = digest;
            return;
        }

        response.Headers.Range = string.Create(CultureInfo.InvariantCulture, $"0-{Math.Max(0, upload.Length - 1)}");
        response.StatusCode = request.Method == "GET" ? 204 : 202;
    }

    private static async Task SendAsync(HttpContext context, byte[]? content, string mediaType, string digest)
    {
        if (content is null)
        {
            context.Response.StatusCode = 404;
            return;
        }

        var from = context.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From ?? 0;
        context.Response.StatusCode = from > 0 ? 206 : 200;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = content.Length - from;
        context.Response.Headers["Docker-Content-Digest"] = digest;
        if (from > 0)
        {
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{content.Length - 1}/{content.Length}");
        }

        if (context.Request.Method != "HEAD")
        {
            await context.Response.Body.WriteAsync(content.AsMemory((int)from));
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content);
        return content.ToArray();
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Wolfictl.TestKit.Buckets;

/// <summary>
/// Buckets in memory that keep generations, over the JSON interface of Google Cloud Storage (cloud.google.com/storage/docs/json_api), as much of it as pods need: no bucket
/// of Google's can be had in a test.
/// </summary>
public sealed class FakeBuckets : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (byte[] Content, long Generation)> _objects = new(StringComparer.Ordinal);
    private long _generation = 1000;

    private FakeBuckets(WebApplication app) => _app = app;

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>What there is, as <c>bucket/object</c>.</summary>
    public IReadOnlyList<string> Names => [.. _objects.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Starts on a free port.</summary>
    public static async Task<FakeBuckets> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var buckets = new FakeBuckets(app);
        app.Run(buckets.ServeAsync);
        await app.StartAsync();
        buckets.Port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return buckets;
    }

    /// <summary>Puts an object, as <c>bucket/object</c>.</summary>
    public void Put(string name, byte[] content) => _objects[name] = (content, Interlocked.Increment(ref _generation));

    /// <summary>An object's content.</summary>
    public byte[] Get(string name) => _objects[name].Content;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        // The slashes of an object's name are escaped in the path, which the server would unescape too early.
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0].Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        var query = context.Request.Query;
        switch (target)
        {
            case ["storage", "v1", "b", var bucket, "o"]:
                var found = _objects.Where(o => o.Key.StartsWith($"{bucket}/{query["prefix"]}", StringComparison.Ordinal)).OrderBy(o => o.Key, StringComparer.Ordinal);
                await WriteAsync(context, new { kind = "storage#objects", items = found.Select(o => new { name = o.Key[(bucket.Length + 1)..], generation = Text(o.Value.Generation) }) });
                break;
            case ["storage", "v1", "b", var bucket, "o", var name] when Find($"{bucket}/{name}", query["generation"]) is { } there:
                await (query["alt"] == "media" ? context.Response.Body.WriteAsync(there.Content).AsTask() : WriteAsync(context, new { name, generation = Text(there.Generation) }));
                break;
            case ["upload", "storage", "v1", "b", var bucket, "o"]:
                await TakeAsync(context, $"{bucket}/{query["name"]}", query["ifGenerationMatch"]);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private (byte[] Content, long Generation)? Find(string name, string? generation) =>
        _objects.TryGetValue(name, out var there) && (generation is null || generation == Text(there.Generation)) ? there : null;

    private async Task TakeAsync(HttpContext context, string name, string? match)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content);
        if (match is not null && match != Text(_objects.TryGetValue(name, out var there) ? there.Generation : 0))
        {
            context.Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return;
        }

        Put(name, content.ToArray());
        await WriteAsync(context, new { name, generation = Text(_objects[name].Generation) });
    }

    private static Task WriteAsync(HttpContext context, object answer) => context.Response.WriteAsync(JsonSerializer.Serialize(answer));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

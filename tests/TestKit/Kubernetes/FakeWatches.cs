using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Wolfictl.TestKit.Kubernetes;

/// <summary>The watches of a <see cref="FakeKubernetes"/>.</summary>
internal sealed class FakeWatches(FakePods pods, TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<bool> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _bookmark = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;

    public int Open => Volatile.Read(ref _open);

    public bool Silent { get; set; }

    public void End(bool halfALine) => Swap(ref _end).SetResult(halfALine);

    public void Bookmark()
    {
        lock (_lock)
        {
            var before = _bookmark;
            _bookmark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            before.SetResult();
        }
    }

    public async Task ServeAsync(HttpContext context, string space)
    {
        var query = context.Request.Query;
        var selector = new FakeSelector(query["labelSelector"], query["fieldSelector"]);
        var version = long.Parse(query["resourceVersion"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (pods.IsForgotten(version))
        {
            await SendAsync(context, "ERROR", FakeAnswers.Status(410, "Expired", $"too old resource version: {version}"));
            return;
        }

        var seconds = double.Parse(query["timeoutSeconds"].FirstOrDefault() ?? "1800", CultureInfo.InvariantCulture);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        // Whoever sees the watch as open may end it.
        var signals = Signals();
        Interlocked.Increment(ref _open);
        try
        {
            await TellAsync(context, space, selector, version, signals, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // The client asked for no more.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task TellAsync(HttpContext context, string space, FakeSelector selector, long version, (Task<bool> End, Task Bookmark) signals, CancellationToken cancellationToken)
    {
        var (end, bookmark) = signals;
        while (true)
        {
            var (changes, next) = pods.Since(version);
            foreach (var change in changes.Where(_ => !Silent))
            {
                version = change.Version;
                if ((string?)change.Pod["metadata"]!["namespace"] == space && Type(change, selector) is { } type)
                {
                    await SendAsync(context, type, change.Pod.DeepClone());
                }
            }

            var first = await Task.WhenAny(end, bookmark, next).WaitAsync(cancellationToken);
            if (first == end)
            {
                await EndAsync(context, await end);
                return;
            }

            if (first != bookmark)
            {
                continue;
            }

            (_, bookmark) = Signals();
            if (!Silent && context.Request.Query["allowWatchBookmarks"] == "true")
            {
                version = pods.Version;
                await SendAsync(context, "BOOKMARK", new JsonObject { ["kind"] = "Pod", ["apiVersion"] = "v1", ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) } });
            }
        }
    }

    // A pod that is no longer selected is deleted to who selects, one that comes to be selected is added.
    private static string? Type(FakePodChange change, FakeSelector selector)
    {
        var (now, before) = (selector.Selects(change.Pod), change.Before is { } pod && selector.Selects(pod));
        return change.Type switch
        {
            "MODIFIED" => now ? before ? "MODIFIED" : "ADDED" : before ? "DELETED" : null,
            "DELETED" => before ? "DELETED" : null,
            var type => now ? type : null,
        };
    }

    private static async Task EndAsync(HttpContext context, bool halfALine)
    {
        if (halfALine)
        {
            await context.Response.Body.WriteAsync("{\"type\":\"MODIFIED\",\"object\":{\"kind\":\"Pod\",\"meta"u8.ToArray());
            await context.Response.Body.FlushAsync();
        }
    }

    private static async Task SendAsync(HttpContext context, string type, JsonNode item)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = item }.ToJsonString() + "\n";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private (Task<bool> End, Task Bookmark) Signals()
    {
        lock (_lock)
        {
            return (_end.Task, _bookmark.Task);
        }
    }

    private TaskCompletionSource<bool> Swap(ref TaskCompletionSource<bool> field)
    {
        lock (_lock)
        {
            var before = field;
            field = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return before;
        }
    }
}

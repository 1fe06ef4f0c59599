using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Wolfictl.TestKit.Kubernetes;

/// <summary>Lists with pages, and logs.</summary>
internal static class FakeLists
{
    public static async Task WritePodsAsync(HttpContext context, FakePods pods, string space)
    {
        var query = context.Request.Query;
        var (version, all) = pods.List(space);
        var after = "";
        if (query["continue"].FirstOrDefault() is { Length: > 0 } token)
        {
            var parts = token.Split(':', 2);
            (version, after) = (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
            if (pods.IsForgotten(version))
            {
                await FakeAnswers.RefuseAsync(context, 410, "Expired", "The provided continue parameter is too old to display a consistent list result.");
                return;
            }
        }

        var selector = new FakeSelector(query["labelSelector"], query["fieldSelector"]);
        var wanted = all.Where(selector.Selects).Where(pod => string.CompareOrdinal((string?)pod["metadata"]!["name"], after) > 0).ToList();
        var limit = query["limit"].FirstOrDefault() is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : int.MaxValue;
        var page = wanted.Take(limit).ToArray();
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (wanted.Count > page.Length)
        {
            metadata["continue"] = string.Create(CultureInfo.InvariantCulture, $"{version}:{page[^1]["metadata"]!["name"]}");
            metadata["remainingItemCount"] = wanted.Count - page.Length;
        }

        await FakeAnswers.WriteAsync(context, new JsonObject { ["kind"] = "PodList", ["apiVersion"] = "v1", ["metadata"] = metadata, ["items"] = new JsonArray(page) });
    }

    public static Task WriteEventsAsync(HttpContext context, IEnumerable<JsonObject> events, string space)
    {
        var selector = new FakeSelector(null, context.Request.Query["fieldSelector"]);
        var wanted = events.Where(each => (string?)each["metadata"]?["namespace"] == space).Where(selector.Selects).Select(each => each.DeepClone()).ToArray();
        return FakeAnswers.WriteAsync(context, new JsonObject { ["kind"] = "EventList", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["items"] = new JsonArray(wanted) });
    }

    /// <summary>Drops the fraction of the second that is asked for, as API servers do.</summary>
    public static async Task WriteLogAsync(HttpContext context, FakeLog log, (int Bytes, bool Abort)? cut)
    {
        var query = context.Request.Query;
        var since = query["sinceTime"].FirstOrDefault() is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : (DateTimeOffset?)null;
        since = since is { } exact ? exact.AddTicks(-(exact.Ticks % TimeSpan.TicksPerSecond)) : null;
        context.Response.ContentType = "text/plain";
        var position = query["tailLines"].FirstOrDefault() is { } most ? log.Last(int.Parse(most, CultureInfo.InvariantCulture)) : 0;
        var left = cut?.Bytes ?? int.MaxValue;
        while (true)
        {
            var (line, next, ended) = log.Read(ref position, since, query["timestamps"] == "true");
            if (line is not null)
            {
                await context.Response.Body.WriteAsync(line.AsMemory(0, Math.Min(left, line.Length)), context.RequestAborted);
                left -= line.Length;
                if (left < 0)
                {
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    if (cut!.Value.Abort)
                    {
                        context.Abort();
                    }

                    return;
                }
            }
            else if (ended || query["follow"] != "true")
            {
                return;
            }
            else
            {
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await next.WaitAsync(context.RequestAborted);
            }
        }
    }
}

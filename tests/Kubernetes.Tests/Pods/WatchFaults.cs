using System.Text;
using Microsoft.AspNetCore.Http;
using Wolfictl.TestKit.Kubernetes;

namespace Wolfictl.Kubernetes.Tests.Pods;

/// <summary>Wrong answers to a request to watch.</summary>
internal static class WatchFaults
{
    public static async Task<bool> AnswerAsync(HttpContext context, string fault)
    {
        switch (fault)
        {
            case "ends":
                return true;
            case "half a line":
                await SendAsync(context, """{"type":"DELETED","object":{"metadata":{"name":"sta""");
                return true;
            case "gone":
                await FakeAnswers.RefuseAsync(context, 410, "Expired", "too old resource version");
                return true;
            case "gone on the watch":
                await SendAsync(context, """{"type":"ERROR","object":{"kind":"Status","status":"Failure","message":"too old resource version: 1 (2)","reason":"Expired","code":410}}""" + "\n");
                return true;
            case "cut":
                await SendAsync(context, "{");
                context.Abort();
                return true;
            case "garbage":
                await SendAsync(context, "<html>\n");
                return true;
            case "unknown type":
                await SendAsync(context, """{"type":"SURPRISE","object":{}}""" + "\n");
                return true;
            case "too long":
                await SendAsync(context, """{"type":"MODIFIED","object":{"metadata":{"name":" """ + new string('x', 100_000) + "\"}}}\n");
                return true;
            case "429":
                await FakeAnswers.TooManyAsync(context);
                return true;
            case "500":
                await FakeAnswers.RefuseAsync(context, 500, "InternalError", "no");
                return true;
            default:
                throw new ArgumentException(fault, nameof(fault));
        }
    }

    /// <summary>Leaves watches open for longer than was asked for.</summary>
    public static Task<bool> KeepOpen(HttpContext context)
    {
        if (context.Request.Query["watch"] == "true")
        {
            var longer = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Key == "timeoutSeconds" ? "86400" : pair.Value.ToString());
            context.Request.QueryString = QueryString.Create(longer!);
        }

        return Task.FromResult(false);
    }

    private static async Task SendAsync(HttpContext context, string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
        await context.Response.Body.FlushAsync();
    }
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Wolfictl.TestKit.Kubernetes;

/// <summary>Answers as an API server words them.</summary>
public static class FakeAnswers
{
    /// <summary>A refusal (meta/v1 Status).</summary>
    public static async Task RefuseAsync(HttpContext context, int code, string reason, string message, string? name = null, int? retryAfter = null)
    {
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        context.Response.StatusCode = code;
        await WriteAsync(context, Status(code, reason, message, name));
    }

    /// <summary>429, with the wait that is asked for.</summary>
    public static Task TooManyAsync(HttpContext context, int retryAfter = 1) =>
        RefuseAsync(context, 429, "TooManyRequests", "The server has received too many requests and has asked us to try again later", retryAfter: retryAfter);

    internal static JsonObject Status(int code, string reason, string message, string? name = null) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = code < 400 ? "Success" : "Failure",
        ["reason"] = reason,
        ["message"] = message,
        ["code"] = code,
        ["details"] = new JsonObject { ["name"] = name, ["kind"] = "pods" },
    };

    internal static async Task WriteAsync(HttpContext context, JsonNode answer)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}

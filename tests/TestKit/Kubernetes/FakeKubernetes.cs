using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Wolfictl.TestKit.Kubernetes;

/// <summary>
/// An API server in memory, over HTTPS with an authority of its own, for what a real one won't do on demand: forget its history, be silent, cut a line in half, ask
/// for patience again and again, lose nodes. <see cref="Intercept"/> sees each request first and may answer it, wrongly if it likes.
/// </summary>
public sealed class FakeKubernetes : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FakeWatches _watches;
    private readonly TimeProvider _time;

    private FakeKubernetes(WebApplication app, FakeAuthority authority, TimeProvider time)
    {
        _app = app;
        _time = time;
        Authority = authority;
        Pods = new FakePods(time);
        _watches = new FakeWatches(Pods, time);
    }

    /// <summary>The pods.</summary>
    public FakePods Pods { get; }

    /// <summary>Who vouches for the server, and for clients with certificates.</summary>
    public FakeAuthority Authority { get; }

    /// <summary>Tokens that are known; while there are none, everybody may do everything.</summary>
    public ConcurrentDictionary<string, bool> Tokens { get; } = new();

    /// <summary>Events, by which <c>involvedObject</c> selects.</summary>
    public ConcurrentQueue<JsonObject> Events { get; } = new();

    /// <summary>Answers access reviews: gets the <c>resourceAttributes</c>.</summary>
    public Func<JsonObject, bool> Allows { get; set; } = _ => true;

    /// <summary>Answers a request itself and returns true, or leaves it to the server.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    /// <summary>Whether pods that are asked to go are gone at once, or wait for <see cref="FakePods.Remove"/>.</summary>
    public bool DeletesAtOnce { get; set; } = true;

    /// <summary>
    /// How many bytes of a log are sent before it is cut, and whether the connection is, rather than ending as if all were well, as servers do that lose the node;
    /// null: it is not cut.
    /// </summary>
    public Func<(int Bytes, bool Abort)?> CutLogsAfter { get; set; } = () => null;

    /// <summary>Each request, in order.</summary>
    public ConcurrentQueue<FakeRequest> Seen { get; } = new();

    /// <summary>The server's address.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Logs by <c>namespace/pod/container</c>.</summary>
    public ConcurrentDictionary<string, FakeLog> Logs { get; } = new();

    /// <summary>How many watches are open.</summary>
    public int OpenWatches => _watches.Open;

    /// <summary>Starts one on a free loopback port.</summary>
    /// <param name="time">Its clock; null: the machine's.</param>
    /// <param name="protocols">What it speaks.</param>
    /// <param name="certificate">Its certificate; null: one of its authority for 127.0.0.1 and localhost.</param>
    public static async Task<FakeKubernetes> StartAsync(
        TimeProvider? time = null, HttpProtocols protocols = HttpProtocols.Http1AndHttp2, Func<FakeAuthority, X509Certificate2>? certificate = null)
    {
        var authority = new FakeAuthority();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificate?.Invoke(authority) ?? authority.IssueServer("localhost"),
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                ClientCertificateValidation = (client, _, _) => authority.VouchesFor(client),
            });
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        var fake = new FakeKubernetes(app, authority, time ?? TimeProvider.System);
        app.Run(fake.ServeAsync);
        await app.StartAsync();
        fake.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return fake;
    }

    /// <summary>The log of a container; made where there is none.</summary>
    public FakeLog Log(string @namespace, string pod, string container = "main") => Logs.GetOrAdd($"{@namespace}/{pod}/{container}", _ => new FakeLog());

    /// <summary>A kubeconfig for it, in YAML; with a token, or as nobody.</summary>
    public string Kubeconfig(string? token = null, string @namespace = "default") => $"""
        apiVersion: v1
        kind: Config
        current-context: fake
        clusters:
        - name: fake
          cluster:
            server: {Url}
            certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(Authority.Pem))}
        users:
        - name: tester
          user: {(token is null ? "{}" : $"{{token: {token}}}")}
        contexts:
        - name: fake
          context: {"{"}cluster: fake, user: tester, namespace: {@namespace}{"}"}

        """;

    /// <summary>Ends all open watches, in the middle of a line if asked.</summary>
    public void EndWatches(bool halfALine = false) => _watches.End(halfALine);

    /// <summary>Open watches, and those to come, stay open and say nothing; or, with false, those to come speak again.</summary>
    public void SilenceWatches(bool silent = true) => _watches.Silent = silent;

    /// <summary>Sends a bookmark of the present state over all open watches.</summary>
    public void Bookmark() => _watches.Bookmark();

    public async ValueTask DisposeAsync()
    {
        _watches.End(halfALine: false);
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        Authority.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        Seen.Enqueue(new FakeRequest(
            $"{request.Method} {request.Path}{request.QueryString}",
            request.Headers.Authorization.ToString(),
            context.Connection.ClientCertificate?.Subject,
            request.Protocol,
            body,
            _time.GetUtcNow(),
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        try
        {
            if (!await Intercept(context))
            {
                await AnswerAsync(context, body);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client went away.
        }
    }

    private Task AnswerAsync(HttpContext context, string body)
    {
        var token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        if (!Tokens.IsEmpty && !Tokens.ContainsKey(token) && context.Connection.ClientCertificate is null)
        {
            return FakeAnswers.RefuseAsync(context, 401, "Unauthorized", "Unauthorized");
        }

        var path = context.Request.Path.Value!.Trim('/').Split('/');
        return path switch
        {
            ["version"] => FakeAnswers.WriteAsync(context, new JsonObject { ["major"] = "1", ["minor"] = "31+", ["gitVersion"] = "v1.31.0-fake", ["platform"] = "linux/amd64" }),
            ["apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews"] => ReviewAsync(context, body),
            ["api", "v1", "namespaces", var space, "events"] => FakeLists.WriteEventsAsync(context, Events, space),
            ["api", "v1", "namespaces", var space, "pods"] when context.Request.Query["watch"] == "true" => _watches.ServeAsync(context, space),
            ["api", "v1", "namespaces", var space, "pods"] when context.Request.Method == "GET" => FakeLists.WritePodsAsync(context, Pods, space),
            ["api", "v1", "namespaces", var space, "pods"] when context.Request.Method == "POST" => CreateAsync(context, space, body),
            ["api", "v1", "namespaces", var space, "pods", var name] when Pods.Find(space, name) is { } pod =>
                context.Request.Method == "DELETE" ? DeleteAsync(context, space, name, pod, body) : FakeAnswers.WriteAsync(context, pod),
            ["api", "v1", "namespaces", var space, "pods", var name, "log"] when Pods.Find(space, name) is not null =>
                FakeLists.WriteLogAsync(context, Log(space, name, context.Request.Query["container"].FirstOrDefault() ?? "main"), CutLogsAfter()),
            _ => FakeAnswers.RefuseAsync(context, 404, "NotFound", $"pods \"{path[^1]}\" not found", path[^1]),
        };
    }

    private async Task ReviewAsync(HttpContext context, string body)
    {
        var review = (JsonObject)JsonNode.Parse(body)!;
        review["status"] = new JsonObject { ["allowed"] = Allows((JsonObject)review["spec"]!["resourceAttributes"]!), ["reason"] = "fake" };
        context.Response.StatusCode = 201;
        await FakeAnswers.WriteAsync(context, review);
    }

    private async Task CreateAsync(HttpContext context, string space, string body)
    {
        var pod = (JsonObject)JsonNode.Parse(body)!;
        var name = (string?)pod["metadata"]?["name"];
        if (pod["spec"]?["containers"] is not JsonArray { Count: > 0 })
        {
            await FakeAnswers.RefuseAsync(context, 422, "Invalid", $"Pod \"{name}\" is invalid: spec.containers: Required value", name);
        }
        else if (!Pods.TryAdd(space, pod, keep: context.Request.Query["dryRun"] != "All"))
        {
            await FakeAnswers.RefuseAsync(context, 409, "AlreadyExists", $"pods \"{name}\" already exists", name);
        }
        else
        {
            context.Response.StatusCode = 201;
            await FakeAnswers.WriteAsync(context, pod.DeepClone());
        }
    }

    private async Task DeleteAsync(HttpContext context, string space, string name, JsonObject pod, string body)
    {
        var options = body.Length == 0 ? null : JsonNode.Parse(body);
        var metadata = pod["metadata"]!;
        foreach (var field in new[] { "uid", "resourceVersion" })
        {
            if ((string?)options?["preconditions"]?[field] is { } wanted && wanted != (string?)metadata[field])
            {
                await FakeAnswers.RefuseAsync(context, 409, "Conflict", $"Precondition failed: {field} in precondition: {wanted}, {field} in object meta: {metadata[field]}", name);
                return;
            }
        }

        Pods.Change(space, name, changed => changed["metadata"]!["deletionTimestamp"] = Pods.Now());
        if (DeletesAtOnce || (long?)options?["gracePeriodSeconds"] == 0)
        {
            Pods.Remove(space, name);
        }

        await FakeAnswers.WriteAsync(context, pod);
    }
}

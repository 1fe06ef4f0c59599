using System.Text;
using Wolfictl.Kubernetes.Access;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.TestKit.Kubernetes;

namespace Wolfictl.Kubernetes.Tests.Client;

public sealed class ErrorTests
{
    private const string Space = FakeCluster.Space;

    [Theory]
    [InlineData(400, "BadRequest", KubernetesErrorKind.BadRequest)]
    [InlineData(401, "Unauthorized", KubernetesErrorKind.Unauthorized)]
    [InlineData(403, "Forbidden", KubernetesErrorKind.Forbidden)]
    [InlineData(404, "NotFound", KubernetesErrorKind.NotFound)]
    [InlineData(409, "Conflict", KubernetesErrorKind.Conflict)]
    [InlineData(409, "AlreadyExists", KubernetesErrorKind.AlreadyExists)]
    [InlineData(410, "Expired", KubernetesErrorKind.Gone)]
    [InlineData(422, "Invalid", KubernetesErrorKind.Invalid)]
    [InlineData(429, "TooManyRequests", KubernetesErrorKind.TooManyRequests)]
    [InlineData(500, "InternalError", KubernetesErrorKind.ServerError)]
    [InlineData(500, "ServerTimeout", KubernetesErrorKind.Timeout)]
    [InlineData(503, "ServiceUnavailable", KubernetesErrorKind.ServerError)]
    [InlineData(504, "Timeout", KubernetesErrorKind.Timeout)]
    [InlineData(418, "Teapot", KubernetesErrorKind.Unknown)]
    public async Task Get_Refused_HasItsKindAndTheServersWords(int code, string reason, KubernetesErrorKind kind)
    {
        await using var cluster = await FakeCluster.StartAsync("s3cret");
        cluster.Server.Intercept = async context =>
        {
            await FakeAnswers.RefuseAsync(context, code, reason, "because \u001b[31mof that", "one");
            return true;
        };
        var error = await Assert.ThrowsAsync<KubernetesException>(() => cluster.PassAsync(cluster.Api.Pods.GetAsync(Space, "one")));

        Assert.Equal((kind, code, reason), (error.Kind, (int)error.StatusCode!, error.Reason));
        Assert.Equal("one", error.Details?.Name);
        Assert.Equal(cluster.Server.Url, error.Server);
        Assert.Contains("because \\u001b[31mof that", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_RefusedByAProxyOnTheWay_HasItsKind()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Intercept = async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("<html>" + new string('x', 1_000_000)));
            return true;
        };
        var error = await Assert.ThrowsAsync<KubernetesException>(() => cluster.Api.Pods.GetAsync(Space, "one"));
        Assert.Equal(KubernetesErrorKind.Forbidden, error.Kind);
        Assert.InRange(error.Message.Length, 1, 1000);
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("null")]
    [InlineData("{\"metadata\": {\"name\": 5}}")]
    [InlineData("{\"metadata\": {\"name\": \"x\"}")]
    public async Task Get_AnswerIsNoPod_IsMalformed(string answer)
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Intercept = async context =>
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer));
            return true;
        };
        var error = await Assert.ThrowsAsync<KubernetesException>(() => cluster.Api.Pods.GetAsync(Space, "one"));
        Assert.Equal(KubernetesErrorKind.Malformed, error.Kind);
    }

    [Fact]
    public async Task Get_EndlessAnswer_IsTooLarge()
    {
        await using var cluster = await FakeCluster.StartAsync(options: new KubernetesClientOptions { MaxResponseBytes = 100_000 });
        var aborted = new TaskCompletionSource();
        cluster.Server.Intercept = async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            await context.Response.Body.WriteAsync("{\"a\":\""u8.ToArray());
            var more = new byte[10_000];
            Array.Fill(more, (byte)'x');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(more, context.RequestAborted);
            }

            return true;
        };
        var error = await Assert.ThrowsAsync<KubernetesException>(() => cluster.Api.Pods.GetAsync(Space, "one"));
        Assert.Equal(KubernetesErrorKind.TooLarge, error.Kind);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var cluster = await FakeCluster.StartAsync("s3cret");
        cluster.Server.Intercept = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.FromResult(true);
        };
        await Assert.ThrowsAsync<KubernetesException>(() => cluster.Api.GetVersionAsync());
        Assert.Single(cluster.Server.Seen);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData(".")]
    public async Task Get_NameThatIsAPath_IsAWrongArgument(string name)
    {
        await using var cluster = await FakeCluster.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await cluster.Api.Pods.GetAsync(Space, name));
        Assert.Empty(cluster.Server.Seen);
    }

    [Fact]
    public async Task Get_NameWithSlashAndQuery_StaysOneSegment()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await Assert.ThrowsAsync<KubernetesException>(() => cluster.Api.Pods.GetAsync(Space, "a/../b?c=d"));
        Assert.StartsWith("GET /api/v1/namespaces/builds/pods/a%2F..%2Fb%3Fc=d?", Assert.Single(cluster.Server.Seen).Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_OfAnotherPodOfTheName_IsAConflict()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Pods.Add(Space, "one");
        var error = await Assert.ThrowsAsync<KubernetesException>(() => cluster.Api.Pods.DeleteAsync(Space, "one", new PodDeletion { Uid = "another" }));
        Assert.Equal(KubernetesErrorKind.Conflict, error.Kind);
        Assert.Equal(1, cluster.Server.Pods.Count);
    }

    [Fact]
    public async Task CanI_Refused_IsNotAllowed()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Allows = attributes => (string?)attributes["verb"] != "delete";
        Assert.True((await cluster.Api.CanIAsync(new AccessQuestion { Verb = "get", Resource = "pods", Subresource = "log", Namespace = Space })).Allowed);
        Assert.False((await cluster.Api.CanIAsync(new AccessQuestion { Verb = "delete", Resource = "pods" })).Allowed);
    }
}

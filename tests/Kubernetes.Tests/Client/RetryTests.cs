using System.Net;
using Wolfictl.TestKit.Kubernetes;

namespace Wolfictl.Kubernetes.Tests.Client;

public sealed class RetryTests
{
    private const string Space = FakeCluster.Space;

    [Fact]
    public async Task Requests_ThirtyOfAHundredAnswered429_AllFinishWithAtMostTwiceAsMany()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Pods.Add(Space, "one");
        var random = new Random(11);
        cluster.Server.Intercept = async context =>
        {
            bool refuse;
            lock (random)
            {
                refuse = random.Next(100) < 30;
            }

            if (refuse)
            {
                await FakeAnswers.TooManyAsync(context);
            }

            return refuse;
        };
        var all = Enumerable.Range(0, 400).Select(i => i % 4 == 0
            ? cluster.Api.Pods.CreateAsync(Space, TestPods.Unschedulable($"pod-{i}"))
            : cluster.Api.Pods.GetAsync(Space, "one"));
        var pods = await cluster.PassAsync(Task.WhenAll(all));

        Assert.Equal(400, pods.Length);
        Assert.Equal(101, cluster.Server.Pods.Count);
        Assert.InRange(cluster.Server.Seen.Count, 401, 800);
    }

    [Fact]
    public async Task Request_ToldToWait_WaitsAtLeastThatAndAtMostALittleMore()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Pods.Add(Space, "one");
        var refusals = 3;
        cluster.Server.Intercept = async context =>
        {
            if (Interlocked.Decrement(ref refusals) < 0)
            {
                return false;
            }

            await FakeAnswers.TooManyAsync(context, retryAfter: 7);
            return true;
        };
        await cluster.PassAsync(cluster.Api.Pods.GetAsync(Space, "one"));

        var times = cluster.Server.Seen.Select(request => request.At).ToList();
        Assert.Equal(4, times.Count);
        Assert.All(times.Zip(times.Skip(1), (a, b) => b - a), wait => Assert.InRange(wait, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public async Task Request_RefusedForEver_GivesUpAndSaysSo()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Intercept = async context =>
        {
            await FakeAnswers.TooManyAsync(context);
            return true;
        };
        var error = await Assert.ThrowsAsync<KubernetesException>(() => cluster.PassAsync(cluster.Api.Pods.GetAsync(Space, "one")));

        Assert.Equal(KubernetesErrorKind.TooManyRequests, error.Kind);
        Assert.Equal(HttpStatusCode.TooManyRequests, error.StatusCode);
        Assert.Contains(cluster.Server.Url.Authority, error.Message, StringComparison.Ordinal);
        Assert.Contains("get the pod 'one' in namespace 'builds'", error.Message, StringComparison.Ordinal);
        Assert.Equal(cluster.Options.MaxAttempts, cluster.Server.Seen.Count);
    }

    [Fact]
    public async Task Request_ToldToWaitLongerThanAnybodyWould_FailsAtOnce()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Intercept = async context =>
        {
            await FakeAnswers.TooManyAsync(context, retryAfter: 3600);
            return true;
        };
        await Assert.ThrowsAsync<KubernetesException>(() => cluster.PassAsync(cluster.Api.Pods.GetAsync(Space, "one")));
        Assert.Single(cluster.Server.Seen);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 1)]
    public async Task Create_ServerFails_IsRepeatedOnlyUnderItsName(bool named, int times)
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Intercept = async context =>
        {
            await FakeAnswers.RefuseAsync(context, 500, "InternalError", "etcdserver: leader changed");
            return true;
        };
        var pod = TestPods.Unschedulable("one");
        pod = named ? pod : pod with { Metadata = pod.Metadata with { Name = null, GenerateName = "one-" } };
        var error = await Assert.ThrowsAsync<KubernetesException>(() => cluster.PassAsync(cluster.Api.Pods.CreateAsync(Space, pod)));

        Assert.Equal(KubernetesErrorKind.ServerError, error.Kind);
        Assert.Equal(times, cluster.Server.Seen.Count);
    }

    [Fact]
    public async Task Get_ConnectionCut_IsRepeated()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Pods.Add(Space, "one");
        var cuts = 2;
        cluster.Server.Intercept = context =>
        {
            if (Interlocked.Decrement(ref cuts) < 0)
            {
                return Task.FromResult(false);
            }

            context.Abort();
            return Task.FromResult(true);
        };
        Assert.Equal("one", (await cluster.PassAsync(cluster.Api.Pods.GetAsync(Space, "one"))).Metadata.Name);
        Assert.Equal(3, cluster.Server.Seen.Count);
    }

    [Fact]
    public async Task Get_BodyCut_IsRepeated()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Server.Pods.Add(Space, "one");
        var cuts = 1;
        cluster.Server.Intercept = async context =>
        {
            if (Interlocked.Decrement(ref cuts) < 0)
            {
                return false;
            }

            await context.Response.Body.WriteAsync("{\"metadata\":"u8.ToArray());
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };
        Assert.Equal("one", (await cluster.PassAsync(cluster.Api.Pods.GetAsync(Space, "one"))).Metadata.Name);
    }

    [Fact]
    public async Task Request_NobodyListens_NamesTheAddressAndTheContext()
    {
        await using var cluster = await FakeCluster.StartAsync();
        using var api = cluster.Connect(cluster.Server.Kubeconfig().Replace(cluster.Server.Url.Authority, $"127.0.0.1:{TestKit.LoopbackPort.Free()}", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<KubernetesException>(() => cluster.PassAsync(api.GetVersionAsync()));

        Assert.Equal(KubernetesErrorKind.Unreachable, error.Kind);
        Assert.Contains(api.Server.Authority, error.Message, StringComparison.Ordinal);
        Assert.Contains("the context 'fake'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ServerSilent_EndsInTimeAndTellsTheServerHowLong()
    {
        await using var cluster = await FakeCluster.StartAsync();
        using var api = new KubernetesApi(cluster.Access(), cluster.Options with { RequestTimeout = TimeSpan.FromSeconds(20), MaxAttemptsAfterFaults = 2 });
        cluster.Server.Intercept = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };
        var asking = api.Pods.GetAsync(Space, "one");
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await cluster.PassAsync(cluster.SeenAsync(attempt), TimeSpan.FromSeconds(10));
            cluster.Clock.Advance(TimeSpan.FromSeconds(25));
        }

        var error = await Assert.ThrowsAsync<KubernetesException>(() => asking);

        Assert.Equal(KubernetesErrorKind.Timeout, error.Kind);
        Assert.All(cluster.Server.Seen, request => Assert.EndsWith("?timeout=20s", request.Line, StringComparison.Ordinal));
        Assert.Equal(2, cluster.Server.Seen.Count);
    }
}

using System.Text.Json.Nodes;
using Wolfictl.Kubernetes;
using Wolfictl.Kubernetes.Client;
using Wolfictl.Kubernetes.Pods;
using Wolfictl.Scheduler.Engines.Pods;
using Wolfictl.Submitter.Pods;
using Wolfictl.TestKit.Files;
using Wolfictl.TestKit.Kubernetes;
using Wolfictl.TestKit.Time;

namespace Wolfictl.Submitter.Tests.Pods;

/// <summary>A pod that the test moves on as a kubelet would, on a server that fails on demand.</summary>
public sealed class PodFollowingTests : IAsyncLifetime, IDisposable
{
    private const string Space = "builds";
    private const string Done = """{"name":"init","containerID":"c://0","state":{"terminated":{"exitCode":0,"reason":"Completed"}}}""";
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly StringWriter _logs = new();
    private readonly StringWriter _states = new();
    private FakeKubernetes _server = null!;
    private KubernetesApi _api = null!;
    private Pod _pod = null!;

    private string Name => _pod.Metadata.Name!;

    public async Task InitializeAsync()
    {
        _server = await FakeKubernetes.StartAsync(_clock);
        _api = new KubernetesApi(
            ClusterAccess.Find(_folder.Write("kubeconfig", _server.Kubeconfig())),
            new KubernetesClientOptions { Time = _clock, RequestTimeout = TimeSpan.FromHours(1) });
        _pod = await _api.Pods.CreateAsync(Space, new Pod
        {
            Metadata = new ObjectMeta { GenerateName = "dag-" },
            Spec = new PodSpec { Containers = [new Container { Name = "build" }] },
        });
        foreach (var container in new[] { "init", "populate-cache" })
        {
            _server.Log(Space, Name, container).End();
        }
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _server.DisposeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _logs.Dispose();
        _states.Dispose();
    }

    [Fact]
    public async Task Pod_ThatSucceeds_IsToldOnceEachStateWithItsLog()
    {
        var following = FollowAsync();
        await SaidAsync("pending");
        Status("Pending", Initial("""{"name":"init","state":{"running":{}}}"""));
        await SaidAsync("initializing: init");
        _server.Log(Space, Name, "build").Write(_clock.GetUtcNow(), "hello \u001b[31m");
        Status("Running", Build(Running));
        await SaidAsync("building");
        Status("Running", Build(Running));
        _server.Log(Space, Name, "build").End();
        Status("Succeeded", Build("""{"terminated":{"exitCode":0,"reason":"Completed"}}"""));

        var outcome = await PassAsync(following);

        Assert.Equal(PodStage.Succeeded, outcome.Stage);
        Assert.Equal(["pending", "initializing: init", "building"], _states.ToString().TrimEnd().Split('\n'));
        Assert.StartsWith("build | hello ", _logs.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", _logs.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pod_ThatStaysPending_EndsAtItsTimeoutWhateverEventsComeAndIsDeleted()
    {
        var following = FollowAsync(new PodTimeouts { Pending = TimeSpan.FromMinutes(5) });
        for (var minute = 0; minute < 5; minute++)
        {
            Unschedulable($"0/{minute + 1} nodes are available: 1 node(s) didn't match node selector.");
            await SaidAsync($"0/{minute + 1} nodes");
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        var outcome = await PassAsync(following);

        Assert.Equal((PodStage.Failed, "PendingTimeout"), (outcome.Stage, outcome.Reason));
        Assert.Contains("didn't match node selector", outcome.Message, StringComparison.Ordinal);
        Assert.Null(_server.Pods.Find(Space, Name));
    }

    [Fact]
    public async Task Pod_WhoseImageIsNotThere_EndsAtOnceWithTheReasonAndIsDeleted()
    {
        var following = FollowAsync();
        Status("Pending", Initial("""{"name":"init","state":{"waiting":{"reason":"ErrImagePull","message":"localhost:5000/none: not found"}}}"""));

        var outcome = await PassAsync(following);

        Assert.Equal("ErrImagePull in init: localhost:5000/none: not found", outcome.ToString());
        Assert.Null(_server.Pods.Find(Space, Name));
    }

    [Fact]
    public async Task Pod_WhoseBuildRanOutOfMemory_IsFollowedUntilItsPackagesArePublished()
    {
        const string Killed = """{"terminated":{"exitCode":137,"reason":"OOMKilled"}}""";
        var following = FollowAsync();
        Status("Running", Build(Killed, """{"name":"publish","containerID":"c://2","state":{"running":{}}}"""));
        await SaidAsync("what it left is published");
        _server.Log(Space, Name, "build").End();
        _server.Log(Space, Name, "publish").End();
        Status("Failed", Build(Killed, """{"name":"publish","containerID":"c://2","state":{"terminated":{"exitCode":0,"reason":"Completed"}}}"""));

        var outcome = await PassAsync(following);

        Assert.Equal((PodStage.Failed, "OOMKilled", "build"), (outcome.Stage, outcome.Reason, outcome.Container));
        Assert.NotNull(_server.Pods.Find(Space, Name));
    }

    [Fact]
    public async Task Pod_ThatSomebodyDeletes_IsAFailure()
    {
        var following = FollowAsync();
        Status("Running", Build(Running));
        await SaidAsync("building");
        _server.Log(Space, Name, "build").End();
        _server.Pods.Remove(Space, Name);

        Assert.Equal("Deleted", (await PassAsync(following)).Reason);
    }

    [Fact]
    public async Task Server_ThatFailsMeanwhile_IsAskedAgain()
    {
        var following = FollowAsync();
        Status("Running", Build(Running));
        await SaidAsync("building");
        _server.Log(Space, Name, "build").Write(_clock.GetUtcNow(), "one");
        _server.Pods.Forget();
        _server.EndWatches(halfALine: true);
        _server.Log(Space, Name, "build").Write(_clock.GetUtcNow(), "two");
        _server.Log(Space, Name, "build").End();
        Status("Succeeded", Build("""{"terminated":{"exitCode":0,"reason":"Completed"}}"""));

        Assert.Equal(PodStage.Succeeded, (await PassAsync(following)).Stage);
        Assert.Equal("build | one\nbuild | two\n", _logs.ToString());
    }

    [Fact]
    public async Task Init_ThatTakesTooLong_EndsThePod()
    {
        var following = FollowAsync(new PodTimeouts { Init = TimeSpan.FromMinutes(1) });
        Status("Pending", Initial("""{"name":"populate-cache","state":{"running":{}}}"""));
        await SaidAsync("populate-cache");
        _clock.Advance(TimeSpan.FromMinutes(1));

        var outcome = await PassAsync(following);

        Assert.Equal("InitializingTimeout", outcome.Reason);
        Assert.Contains("populate-cache took more than 60 s", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interruption_DeletesThisPodAndWaitsUntilItIsGone()
    {
        _server.DeletesAtOnce = false;
        var interruption = new PodInterruption(_api, _pod, new Terminals.Streams(_logs, _states, IsTerminal: false), _clock).RunAsync();
        await PassUntilAsync(() => _server.Seen.Any(r => r.Line.StartsWith("DELETE", StringComparison.Ordinal)) && _server.OpenWatches > 0);
        Assert.False(interruption.IsCompleted);

        _server.Pods.Remove(Space, Name);

        Assert.Equal(130, await _clock.PassWhileAsync(interruption, TimeSpan.FromSeconds(30)));
        Assert.Contains("is gone", _states.ToString(), StringComparison.Ordinal);
        Assert.Contains(_server.Seen, r => r.Line.StartsWith("DELETE", StringComparison.Ordinal) && r.Body.Contains(_pod.Metadata.Uid!, StringComparison.Ordinal));
    }

    private const string Running = """{"running":{}}""";

    private async Task<PodOutcome> FollowAsync(PodTimeouts? timeouts = null)
    {
        using var following = new PodFollowing(_api, _pod, timeouts ?? new PodTimeouts(), new PodLines(_logs, TextWriter.Synchronized(_states)), _clock);
        return await following.ToEndAsync(CancellationToken.None);
    }

    private void Status(string phase, string containers) => _server.Pods.SetStatus(Space, Name, $$"""{"phase":"{{phase}}",{{containers}}}""");

    private static string Initial(string container) => $"\"initContainerStatuses\":[{container}]";

    private static string Build(string state, params string[] others) =>
        $$"""{{Initial(Done)}},"containerStatuses":[{{string.Join(',', others.Prepend($$"""{"name":"build","containerID":"c://1","state":{{state}}}"""))}}]""";

    private void Unschedulable(string message) => _server.Pods.Change(Space, Name, pod => pod["status"] = new JsonObject
    {
        ["phase"] = "Pending",
        ["conditions"] = new JsonArray(new JsonObject { ["type"] = "PodScheduled", ["status"] = "False", ["reason"] = "Unschedulable", ["message"] = message }),
    });

    private Task SaidAsync(string text) => PassUntilAsync(() => _states.ToString().Contains(text, StringComparison.Ordinal));

    /// <summary>Short waits pass; those that are the pod's own do not.</summary>
    private async Task PassUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            if (_clock.NextDue is { } due && due < TimeSpan.FromSeconds(20))
            {
                _clock.Advance(due);
            }

            await Task.Delay(1);
        }
    }

    private Task<PodOutcome> PassAsync(Task<PodOutcome> following) => _clock.PassWhileAsync(following, TimeSpan.FromSeconds(20)).WaitAsync(TimeSpan.FromSeconds(60));
}

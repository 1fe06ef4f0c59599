using System.Globalization;
using System.Text.Json.Nodes;

namespace Wolfictl.TestKit.Kubernetes;

/// <summary>The pods of a <see cref="FakeKubernetes"/>, with their history, as JSON. Tests move them on as a kubelet would, and lose them as a real one won't.</summary>
public sealed class FakePods(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _pods = new(StringComparer.Ordinal);
    private readonly List<FakePodChange> _history = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 100;
    private long _forgotten;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _pods.Count;
            }
        }
    }

    /// <summary>The state that there is.</summary>
    public long Version
    {
        get
        {
            lock (_lock)
            {
                return _version;
            }
        }
    }

    /// <summary>The names that there are, as <c>namespace/name</c>.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _pods.Keys];
            }
        }
    }

    /// <summary>A copy of a pod, or null.</summary>
    public JsonObject? Find(string @namespace, string name)
    {
        lock (_lock)
        {
            return _pods.TryGetValue($"{@namespace}/{name}", out var pod) ? Copy(pod) : null;
        }
    }

    /// <summary>Adds a pod as the server would; false where there is one of its name.</summary>
    /// <param name="namespace">Where.</param>
    /// <param name="pod">Gets uid, times and version.</param>
    /// <param name="keep">False for a dry run.</param>
    public bool TryAdd(string @namespace, JsonObject pod, bool keep = true)
    {
        lock (_lock)
        {
            var metadata = (JsonObject)(pod["metadata"] ??= new JsonObject());
            var name = (string?)metadata["name"] ?? $"{(string?)metadata["generateName"]}{Guid.NewGuid().ToString("N")[..5]}";
            if (_pods.ContainsKey($"{@namespace}/{name}"))
            {
                return false;
            }

            metadata["name"] = name;
            metadata["namespace"] = @namespace;
            metadata["uid"] = Guid.NewGuid().ToString();
            metadata["creationTimestamp"] = Now();
            pod["status"] ??= new JsonObject { ["phase"] = "Pending" };
            if (keep)
            {
                Put(pod, "ADDED");
            }

            return true;
        }
    }

    /// <summary>Adds a pod that runs nothing, for tests of lists and watches.</summary>
    public void Add(string @namespace, string name, string? labels = null)
    {
        var all = new JsonObject();
        foreach (var label in labels?.Split(',') ?? [])
        {
            all[label.Split('=')[0]] = label.Split('=')[1];
        }

        var pod = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = all }, ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main" }) } };
        if (!TryAdd(@namespace, pod))
        {
            throw new InvalidOperationException($"There is a pod '{@namespace}/{name}'.");
        }
    }

    /// <summary>Changes a pod in place, as a kubelet or a controller does.</summary>
    public void Change(string @namespace, string name, Action<JsonObject> change)
    {
        lock (_lock)
        {
            var pod = Copy(_pods[$"{@namespace}/{name}"]);
            change(pod);
            Put(pod, "MODIFIED");
        }
    }

    /// <summary>Sets a pod's status, written as JSON.</summary>
    public void SetStatus(string @namespace, string name, string status) => Change(@namespace, name, pod => pod["status"] = JsonNode.Parse(status));

    /// <summary>Removes a pod; watches are told.</summary>
    public void Remove(string @namespace, string name)
    {
        lock (_lock)
        {
            if (_pods.Remove($"{@namespace}/{name}", out var pod))
            {
                Tell("DELETED", Copy(pod), pod);
            }
        }
    }

    /// <summary>Forgets the history: whoever asks for a state before now gets 410.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _version++;
            _forgotten = _version;
            _history.Clear();
        }
    }

    internal bool IsForgotten(long version)
    {
        lock (_lock)
        {
            return version < _forgotten;
        }
    }

    internal (long Version, IReadOnlyList<JsonObject> Pods) List(string @namespace)
    {
        lock (_lock)
        {
            return (_version, [.. _pods.Where(pod => pod.Key.StartsWith($"{@namespace}/", StringComparison.Ordinal)).Select(pod => Copy(pod.Value))]);
        }
    }

    internal (IReadOnlyList<FakePodChange> Changes, Task Next) Since(long version)
    {
        lock (_lock)
        {
            return ([.. _history.Where(change => change.Version > version)], _changed.Task);
        }
    }

    internal string Now() => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Copy(JsonObject pod) => (JsonObject)pod.DeepClone();

    private void Put(JsonObject pod, string type)
    {
        var metadata = pod["metadata"]!;
        var key = $"{metadata["namespace"]}/{metadata["name"]}";
        var before = _pods.GetValueOrDefault(key);
        _pods[key] = pod;
        Tell(type, pod, before);
    }

    private void Tell(string type, JsonObject pod, JsonObject? before)
    {
        pod["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        _history.Add(new FakePodChange(_version, type, Copy(pod), before));
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes.Tests.Pods;

public sealed class PodJsonTests
{
    /// <summary>Each field that this library names, and one at each level that it doesn't.</summary>
    private const string Whole = """
        {"apiVersion":"v1","kind":"Pod","new0":[1,{"a":null}],
        "metadata":{"name":"n","namespace":"ns","uid":"u","resourceVersion":"7","labels":{"a":"b"},"annotations":{"c":"d"},"finalizers":["f"],"new1":{"x":1}},
        "spec":{"restartPolicy":"Never","terminationGracePeriodSeconds":5,"activeDeadlineSeconds":3600,"automountServiceAccountToken":false,"serviceAccountName":"sa","hostNetwork":false,
          "nodeSelector":{"arch":"arm64"},"tolerations":[{"key":"k","operator":"Exists","effect":"NoSchedule","tolerationSeconds":3,"new2":true}],"imagePullSecrets":[{"name":"pull"}],
          "securityContext":{"runAsUser":65532,"runAsGroup":1,"runAsNonRoot":true,"fsGroup":2,"fsGroupChangePolicy":"OnRootMismatch","supplementalGroups":[3],"seccompProfile":{"type":"RuntimeDefault"},"new3":1},
          "volumes":[{"name":"e","emptyDir":{"medium":"Memory","sizeLimit":"1Gi"}},{"name":"s","secret":{"secretName":"x","items":[{"key":"k","path":"p","mode":256}],"defaultMode":288,"optional":true}},
            {"name":"c","csi":{"driver":"secrets-store.csi.k8s.io","readOnly":true,"volumeAttributes":{"secretProviderClass":"melange-key"}}},{"name":"m","configMap":{"name":"cm"}},
            {"name":"d","downwardAPI":{"items":[{"path":"labels","fieldRef":{"fieldPath":"metadata.labels"}}]}},{"name":"h","hostPath":{"path":"/x"}},{"name":"pvc","persistentVolumeClaim":{"claimName":"c","readOnly":true}}],
          "initContainers":[{"name":"i","image":"img","restartPolicy":"Always"}],
          "containers":[{"name":"b","image":"img@sha256:0","imagePullPolicy":"Always","command":["x"],"args":["y"],"workingDir":"/w",
            "env":[{"name":"A","value":""},{"name":"B","valueFrom":{"secretKeyRef":{"name":"s","key":"k","optional":true}}},{"name":"C","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
            "resources":{"requests":{"cpu":"500m"},"limits":{"memory":"2Gi"},"claims":[{"name":"gpu"}]},"volumeMounts":[{"name":"e","mountPath":"/e","readOnly":true,"subPath":"q","mountPropagation":"None"}],
            "securityContext":{"privileged":false,"runAsUser":0,"runAsNonRoot":false,"readOnlyRootFilesystem":true,"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"],"add":["CHOWN"]}},
            "terminationMessagePolicy":"FallbackToLogsOnError","livenessProbe":{"exec":{"command":["z"]}}}],
          "schedulerName":"default-scheduler"}}
        """;

    [Fact]
    public void Pod_ReadAndWritten_LosesNothing()
    {
        var pod = PodJson.Read(Encoding.UTF8.GetBytes(Whole));
        var written = JsonNode.Parse(PodJson.Write(pod, indented: true));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Whole), written), written!.ToJsonString());
        Assert.Equal("/x", pod.Spec!.Volumes![5].Unknown!["hostPath"].GetProperty("path").GetString());
    }

    [Fact]
    public void Pod_ChangedAndWritten_KeepsTheRest()
    {
        var pod = JsonSerializer.Deserialize(Whole, KubernetesJson.Default.Pod)!;
        var changed = pod with { Spec = pod.Spec! with { ActiveDeadlineSeconds = 5 } };
        var written = JsonSerializer.SerializeToNode(changed, KubernetesJson.Default.Pod)!;

        Assert.Equal(5, (int?)written["spec"]!["activeDeadlineSeconds"]);
        Assert.Equal("default-scheduler", (string?)written["spec"]!["schedulerName"]);
    }

    [Fact]
    public void ManagedFields_AreNotRead()
    {
        var pod = PodJson.Read("""
            {"kind":"Pod","metadata":{"name":"n","uid":"u","generation":3,"managedFields":[{"manager":"m","fieldsV1":{"f:spec":{}}}]},"spec":{"schedulerName":"s"}}
            """u8);

        Assert.Equal("generation", Assert.Single(pod.Metadata.Unknown!).Key);
        Assert.DoesNotContain("managedFields", Encoding.UTF8.GetString(PodJson.Write(pod)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManagedFields_InAListThatComesInPieces_AreNotRead()
    {
        var fields = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"f:{i}\":{{}}"));
        var item = """{"metadata":{"name":"n","managedFields":[{"fieldsV1":{FIELDS}}],"generation":1}}""".Replace("FIELDS", fields, StringComparison.Ordinal);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"metadata":{"resourceVersion":"1"},"items":[{{item}},{{item}}]}"""));
        var list = await JsonSerializer.DeserializeAsync(stream, KubernetesJson.Default.PodList);

        Assert.Equal(2, list!.Items.Count);
        Assert.All(list.Items, pod => Assert.Equal("generation", Assert.Single(pod.Metadata.Unknown!).Key));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"kind\": \"Job\"}")]
    [InlineData("{\"kind\": \"Pod\", \"spec\": []}")]
    [InlineData("{")]
    public void Read_NoPod_IsMalformed(string json) =>
        Assert.Equal(KubernetesErrorKind.Malformed, Assert.Throws<KubernetesException>(() => PodJson.Read(Encoding.UTF8.GetBytes(json))).Kind);

    [Fact]
    public void Status_AsAServerSendsIt_IsRead()
    {
        const string Json = """
            {"metadata":{"name":"n","creationTimestamp":"2026-03-01T12:00:00Z","deletionTimestamp":null,"managedFields":[{}]},"status":{"phase":"Failed","reason":"Evicted","message":"m","startTime":"2026-03-01T12:00:01Z","podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}],
            "conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/1","lastProbeTime":null,"lastTransitionTime":"2026-03-01T12:00:02Z"}],
            "containerStatuses":[{"name":"b","ready":false,"restartCount":2,"image":"i","imageID":"sha256:1","containerID":"containerd://2","started":false,"state":{"terminated":{"exitCode":137,"signal":9,"reason":"OOMKilled","message":"x","startedAt":"2026-03-01T12:00:03Z","finishedAt":"2026-03-01T12:00:04Z","containerID":"c"}},"lastState":{}},
              {"name":"w","ready":false,"restartCount":0,"image":"","imageID":"","state":{"waiting":{"reason":"ImagePullBackOff","message":"y"}}}]}}
            """;
        var status = JsonSerializer.Deserialize(Json, KubernetesJson.Default.Pod)!.Status!;
        var end = status.ContainerStatuses![0].State!.Terminated!;

        Assert.Equal((PodPhase.Failed, "Evicted", "10.0.0.1"), (status.Phase, status.Reason, status.PodIP));
        Assert.Equal(("Unschedulable", new DateTimeOffset(2026, 3, 1, 12, 0, 2, TimeSpan.Zero)), (status.Conditions![0].Reason, status.Conditions[0].LastTransitionTime!.Value));
        Assert.Equal((137, 9, "OOMKilled"), (end.ExitCode, end.Signal, end.Reason));
        Assert.Equal("ImagePullBackOff", status.ContainerStatuses[1].State!.Waiting!.Reason);
        Assert.Null(status.ContainerStatuses[0].LastState!.Terminated);
    }
}

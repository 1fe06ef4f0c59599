using Wolfictl.TestKit.Files;

namespace Wolfictl.Kubernetes.Tests.SetupCluster;

/// <summary>A folder of programs that stand for real ones at the front of, or instead of, PATH. kubectl writes down each call, and fails where it is told to.</summary>
internal sealed class StandInPrograms : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The PATH that has them alone.</summary>
    public string Alone => _folder.Path;

    /// <summary>Them, then this process' own PATH.</summary>
    public string First => $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>Each call of kubectl, its arguments joined by blanks.</summary>
    public IReadOnlyList<string> Calls => File.Exists(_folder["calls"]) ? File.ReadAllLines(_folder["calls"]) : [];

    /// <summary>What the last call of kubectl with <c>-f -</c> was given.</summary>
    public string Applied => File.ReadAllText(_folder["applied"]);

    public void Dispose() => _folder.Dispose();

    /// <summary>kubectl, ending with 7 when its arguments hold <paramref name="failing"/>; DaemonSets that it is asked for tolerate what <paramref name="tolerations"/> says.</summary>
    public StandInPrograms Kubectl(string? failing = null, string tolerations = "") => Program("kubectl", $$"""
        here=${BASH_SOURCE[0]%/*}
        printf '%s\n' "$*" >>"$here/calls"
        case " $* " in *'{{failing ?? "\n"}}'*) echo 'kubectl: no' >&2 && exit 7 ;; esac
        case "$*" in
          'get daemonset'*) printf '12\n{{tolerations}}' ;;
          *' -f -') printf '%s\n' "$(</dev/stdin)" >"$here/applied" ;;
        esac
        """);

    /// <summary>
    /// The real kubectl, for API servers that end when they are given a custom resource: one that would be applied is only checked against
    /// the schema that the server publishes.
    /// </summary>
    public StandInPrograms KubectlWithoutCustomResources(string kubectl) => Program("kubectl", $"""
        if [ "$*" = 'apply -f -' ]; then set -- apply --dry-run=client -f -; fi
        exec '{kubectl}' "$@"
        """);

    public StandInPrograms Program(string name, string script)
    {
        File.SetUnixFileMode(_folder.Write(name, $"#!/bin/bash\n{script}\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }
}

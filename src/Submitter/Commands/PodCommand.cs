using System.CommandLine;
using Wolfictl.Submitter.Pods;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl pod</c>.</summary>
internal static class PodCommand
{
    private const string Help = """
        Build packages, and all that they need, in one pod of a Kubernetes cluster: bundle the directory, create the pod, follow its logs to its end.

        Examples:
          wolfictl pod --bundle-repo registry.example.org/wolfi brotli git-lfs
          wolfictl pod --arch arm64 --cpu 4 --ram 12Gi --out ./packages brotli
          wolfictl pod --create=false --bundle "$BUNDLE" brotli | kubectl create -f -

        Ctrl-C deletes the pod and waits for it to be gone.
        Exit status: 0 done, 1 the build or the pod failed, 2 wrong usage or input, 3 the cluster or the registry can't be reached, 130 interrupted.
        """;

    public static Command Create()
    {
        var flags = new PodFlags();
        var command = new Command("pod", Help);
        flags.AddTo(command);
        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            var run = new PodRun(flags.Read(parse), Streams.OfProcess(), TimeProvider.System);
            return await run.RunAsync(interrupts).ConfigureAwait(false);
        });
        return command;
    }
}

using Wolfictl.CacheWorker;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Kubernetes;
using Wolfictl.Melange;
using Wolfictl.Oci;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Engines.Pods.Publishing;

namespace Wolfictl.Submitter;

/// <summary>The libraries' own exceptions as exit statuses; their messages are made for people already.</summary>
internal static class Failures
{
    public static CommandException? Explain(Exception e) => e switch
    {
        MelangeException => new CommandException(ExitCodes.Usage, e.Message, e),
        OciException { Kind: OciErrorKind.Unreachable or OciErrorKind.Unauthorized } => new CommandException(ExitCodes.Unreachable, e.Message, e),
        OciException { Kind: OciErrorKind.DigestMismatch or OciErrorKind.TooLarge } => new CommandException(ExitCodes.Failed, e.Message, e),
        OciException => new CommandException(ExitCodes.Usage, e.Message, e),
        StoreException => new CommandException(ExitCodes.Failed, e.Message, e),
        FetchOptionsException => new CommandException(ExitCodes.Usage, e.Message, e),
        CacheWorkerException => new CommandException(ExitCodes.Failed, e.Message, e),
        PodPublishException => new CommandException(ExitCodes.Failed, e.Message, e),
        KubernetesException { Kind: KubernetesErrorKind.Configuration } => new CommandException(ExitCodes.Usage, e.Message, e),
        KubernetesException { MayPass: true } or KubernetesException { Kind: KubernetesErrorKind.Unauthorized } => new CommandException(ExitCodes.Unreachable, e.Message, e),
        KubernetesException => new CommandException(ExitCodes.Failed, e.Message, e),
        _ => null,
    };
}

using Wolfictl.CacheWorker;
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Melange;
using Wolfictl.Oci;
using Wolfictl.Scheduler.Builds.Store;

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
        _ => null,
    };
}

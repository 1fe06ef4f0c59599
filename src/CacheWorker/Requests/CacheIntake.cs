using Microsoft.Extensions.Logging;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>Takes what comes over the bus, and knows no bus: validated, written down, and back within moments.</summary>
internal sealed partial class CacheIntake(RequestJournal journal, CacheWorkerOptions options, TimeProvider clock, ILogger<CacheIntake> logger)
{
    /// <summary>
    /// Takes a request. One that is known changes nothing; if it is done, its end is published again. One that may not have what it names is answered at once,
    /// so that nobody waits for it in vain.
    /// </summary>
    /// <exception cref="RefusedRequestException">It is malformed, and to be parked.</exception>
    public void Accept(CacheRequested request)
    {
        RequestShape.Check(request);
        if (Refusal(request) is { } refusal)
        {
            LogNotAllowed(logger, request.RequestId, refusal);
            journal.Receive(request, Completion.Failed(request, refusal, clock.GetUtcNow()));
        }
        else if (journal.Receive(request))
        {
            LogReceived(logger, request.RequestId, request.Sources.Count, request.SourceBundle);
        }
        else
        {
            LogKnown(logger, request.RequestId);
        }
    }

    private string? Refusal(CacheRequested request) =>
        request.SourceBundle is { } bundle && !options.IsListed(bundle.Repository) ? NotListed("the source bundle is in", bundle.Repository)
        : !options.IsListed(request.BundleRepository) ? NotListed("the cache bundle is to go to", request.BundleRepository)
        : null;

    private static string NotListed(string what, string repository) =>
        $"{what} {repository}, which this cache worker does not list: add it there with --allow-repository, or name one that is listed";

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request} received: {Sources} sources named, and those of bundle {Bundle}")]
    private static partial void LogReceived(ILogger logger, RequestId request, int sources, DigestReference? bundle);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request} is known: nothing changes, and its end is published again if it has one")]
    private static partial void LogKnown(ILogger logger, RequestId request);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request {Request} is not allowed: {Why}")]
    private static partial void LogNotAllowed(ILogger logger, RequestId request, string why);
}

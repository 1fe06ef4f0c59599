using System.CommandLine;
using Wolfictl.CacheWorker;
using Wolfictl.CacheWorker.Commands;
using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Hosting.Messaging;

var service = new QueueService
{
    Process = "wolfictl-cache-worker",
    Noun = "cache worker",
    Queues = [Topology.CacheRequests],
    Consumers = bus => bus.AddCacheWorkerConsumers(),
};
var root = new RootCommand("The cache worker of wolfictl: takes requests for sources from RabbitMQ, fetches and verifies them, and pushes them as bundles that builds name.")
{
    RunCommand.Create(service),
    service.SetupCommand(),
};
return await CommandLineApp.RunAsync(root, args, e => e is CacheWorkerException ? new CommandException(ExitCodes.Failed, e.Message, e) : null).ConfigureAwait(false);

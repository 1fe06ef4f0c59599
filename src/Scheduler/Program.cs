using System.CommandLine;
using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Scheduler;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Commands;

var service = new QueueService
{
    Process = "wolfictl-scheduler",
    Noun = "scheduler",
    Queues = [Topology.BuildRequests, Topology.CancelRequests, Topology.CacheCompletions],
    Consumers = bus => bus.AddSchedulerConsumers(),
};
var root = new RootCommand("The scheduler of wolfictl: takes requests for builds from RabbitMQ, plans them, runs one job per architecture, and tells of it in events.")
{
    RunCommand.Create(service),
    service.SetupCommand(),
};
return await CommandLineApp.RunAsync(root, args, e => e is StoreException ? new CommandException(ExitCodes.Failed, e.Message, e) : null).ConfigureAwait(false);

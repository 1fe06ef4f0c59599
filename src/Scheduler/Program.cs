using System.CommandLine;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Scheduler.Builds.Store;
using Wolfictl.Scheduler.Commands;

var root = new RootCommand("The scheduler of wolfictl: takes requests for builds from RabbitMQ, plans them, runs one job per architecture, and tells of it in events.")
{
    RunCommand.Create(),
    SetupCommand.Create(),
};
return await CommandLineApp.RunAsync(root, args, e => e is StoreException ? new CommandException(ExitCodes.Failed, e.Message, e) : null).ConfigureAwait(false);

using System.CommandLine;
using Wolfictl.Contracts;
using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Commands;

/// <summary><c>wolfictl-scheduler run</c>: serves until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create(QueueService service)
    {
        var queue = new QueueOption();
        var engine = new Option<string>("--engine")
        {
            Description = "What runs builds. 'local' runs them on this machine, as this user: whoever may submit runs commands here, so it has to be asked for",
            Required = true,
        };
        engine.AcceptOnlyFromAmong("local");
        var state = new Option<DirectoryInfo>("--state")
        {
            Description = "Folder for the store, logs, bundles and workspaces",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(StandardPaths.State, "scheduler")),
        };
        var allow = new Option<string[]>("--allow-repository")
        {
            Description = "Repository that bundles may come from and outputs may go to, with all below it; repeatable",
            HelpName = "REGISTRY/REPOSITORY",
            Required = true,
        };
        var packageRepositories = new Option<string[]>("--package-repository")
        {
            Description = "Package repository whose index may be read to tell what is built already, with all below it; repeatable",
            HelpName = "URL",
        };
        var architectures = new Option<string[]>("-a", "--arch") { Description = "Architectures served; repeatable [default: this machine's]" };
        var jobs = new Option<int>("--jobs") { Description = "Jobs at once", DefaultValueFactory = _ => 1 };
        var timeout = new DurationOption("--timeout", "How long make may take, as 6h, 30m, 90s", "6h");
        var queueTimeout = new DurationOption("--queue-timeout", "How long a build may wait for a place", "24h");
        var cacheTimeout = new DurationOption("--cache-timeout", "How long a build may wait for its sources", "2h");
        var maxCpu = new Option<string>("--max-cpu") { Description = "Most processors that a request may ask for", DefaultValueFactory = _ => "64" };
        var maxRam = new Option<string>("--max-ram") { Description = "Most memory that a request may ask for", DefaultValueFactory = _ => "256Gi" };
        var plainHttp = new PlainHttpOption();
        var health = new Option<string>("--health") { Description = "Where /healthz/live and /healthz/ready answer", DefaultValueFactory = _ => "http://127.0.0.1:8081" };
        var command = new Command("run", "Take requests from the queue and run them.")
        {
            queue, engine, state, allow, packageRepositories, architectures, jobs, timeout, queueTimeout, cacheTimeout, maxCpu, maxRam, plainHttp, health,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var broker = queue.Read(parse) ?? throw new CommandException(ExitCodes.Usage, $"--queue (or {QueueOption.Variable}) is needed: the RabbitMQ that requests come from.");
            var named = parse.GetValue(architectures) ?? [];
            var options = new SchedulerOptions
            {
                StateDirectory = Path.GetFullPath(parse.GetValue(state)!.FullName),
                AllowedRepositories = parse.GetValue(allow) ?? [],
                PackageRepositories = parse.GetValue(packageRepositories) ?? [],
                Architectures = named.Length > 0 ? [.. named.Select(n => FlagValue.Read("--arch", n, Architectures.Parse)).Distinct()] : [.. Architectures.All.Where(a => a == Architectures.OfThisMachine)],
                MaxJobs = parse.GetValue(jobs),
                BuildTimeout = parse.GetValue(timeout),
                QueueTimeout = parse.GetValue(queueTimeout),
                CacheTimeout = parse.GetValue(cacheTimeout),
                MaxCpu = FlagValue.Read("--max-cpu", parse.GetValue(maxCpu)!, q => Quantity.Parse(q)),
                MaxRam = FlagValue.Read("--max-ram", parse.GetValue(maxRam)!, q => Quantity.Parse(q)),
                PlainHttp = parse.GetValue(plainHttp),
            };
            return await ServeAsync(service, broker, options, FlagValue.Read("--health", parse.GetValue(health)!, ServiceHost.ParseHealthUrl), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> ServeAsync(QueueService service, BrokerUri broker, SchedulerOptions options, Uri health, CancellationToken cancellationToken)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new CommandException(ExitCodes.Usage, string.Join("; ", problems) + ".");
        }

        return await service.RunAsync(broker, options.StateDirectory, health, "engine local", services => services.AddScheduler(options), cancellationToken).ConfigureAwait(false);
    }
}

using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Wolfictl.Contracts;
using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Hosting.Health;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Commands;

/// <summary><c>wolfictl-scheduler run</c>: serves until it is told to stop.</summary>
internal static class RunCommand
{
    private const string Process = "wolfictl-scheduler";

    public static Command Create()
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
        var timeout = Duration("--timeout", "How long make may take, as 6h, 30m, 90s", "6h");
        var queueTimeout = Duration("--queue-timeout", "How long a build may wait for a place", "24h");
        var cacheTimeout = Duration("--cache-timeout", "How long a build may wait for its sources", "2h");
        var maxCpu = new Option<string>("--max-cpu") { Description = "Most processors that a request may ask for", DefaultValueFactory = _ => "64" };
        var maxRam = new Option<string>("--max-ram") { Description = "Most memory that a request may ask for", DefaultValueFactory = _ => "256Gi" };
        var plainHttp = new Option<bool>("--plain-http") { Description = "Reach registries by plain HTTP; those on this machine's loopback are in any case" };
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
                Architectures = named.Length > 0 ? [.. named.Select(n => Read("--arch", n, Architectures.Parse)).Distinct()] : [.. Architectures.All.Where(a => a == Architectures.OfThisMachine)],
                MaxJobs = parse.GetValue(jobs),
                BuildTimeout = parse.GetValue(timeout),
                QueueTimeout = parse.GetValue(queueTimeout),
                CacheTimeout = parse.GetValue(cacheTimeout),
                MaxCpu = Read("--max-cpu", parse.GetValue(maxCpu)!, q => Quantity.Parse(q)),
                MaxRam = Read("--max-ram", parse.GetValue(maxRam)!, q => Quantity.Parse(q)),
                PlainHttp = parse.GetValue(plainHttp),
            };
            return await ServeAsync(broker, options, Read("--health", parse.GetValue(health)!, ServiceHost.ParseHealthUrl), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> ServeAsync(BrokerUri broker, SchedulerOptions options, Uri health, CancellationToken cancellationToken)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new CommandException(ExitCodes.Usage, string.Join("; ", problems) + ".");
        }

        using var turn = StateLock.TryTake(options.StateDirectory)
            ?? throw new CommandException(ExitCodes.Failed, $"{options.StateDirectory} is in use by another process: give each scheduler a --state of its own.");
        var builder = ServiceHost.CreateBuilder(Process, health);
        builder.Services.AddScheduler(options);
        builder.Services.AddRabbitMqBus(broker, Process, bus => bus.AddSchedulerConsumers());
        builder.Services.AddBrokerHealth(broker, Process, Topology.BuildRequests, Topology.CancelRequests, Topology.CacheCompletions);
        await using var app = builder.Build();
        app.MapHealth();
        await Console.Error.WriteLineAsync(
            $"{Process} {ProcessVersion.Current}: queue {broker}, engine local, state {options.StateDirectory}, health {health}").ConfigureAwait(false);
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        return Environment.ExitCode;
    }

    private static Option<TimeSpan> Duration(string name, string description, string fallback) => new(name)
    {
        Description = $"{description} [default: {fallback}]",
        HelpName = "DURATION",
        DefaultValueFactory = _ => Durations.Parse(fallback),
        CustomParser = result =>
        {
            if (Durations.TryParse(result.Tokens.Count == 1 ? result.Tokens[0].Value : "", out var value))
            {
                return value;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is no duration: expected a number and one of s, m, h, d, such as {fallback}."));
            return default;
        },
    };

    private static T Read<T>(string flag, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.Usage, $"{flag}: {e.Message}", e);
        }
    }
}

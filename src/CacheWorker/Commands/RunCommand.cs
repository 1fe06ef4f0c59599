using System.CommandLine;
using Wolfictl.Contracts;
using Wolfictl.Hosting;
using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.CacheWorker.Commands;

/// <summary><c>wolfictl-cache-worker run</c>: serves until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create(QueueService service)
    {
        var queue = new QueueOption();
        var state = new Option<DirectoryInfo>("--state")
        {
            Description = "Folder for requests and sources",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(StandardPaths.State, "cache-worker")),
        };
        var allow = new Option<string[]>("--allow-repository")
        {
            Description = "Repository that source bundles may come from and cache bundles may go to, with all below it; repeatable",
            HelpName = "REGISTRY/REPOSITORY",
            Required = true,
        };
        var requests = new Option<int>("--requests") { Description = "Requests worked on at once", DefaultValueFactory = _ => 2 };
        var bundleBase = new BundleBaseOption();
        var fetch = new FetchFlags();
        var timeout = new DurationOption("--timeout", "How long the download of one source may take, as 30m, 2h", "30m");
        var maxSource = new Option<string>("--max-source-bytes") { Description = "The largest source", DefaultValueFactory = _ => "4Gi" };
        var keepDays = new Option<int?>("--keep-days") { Description = "Remove sources that no request asked for in so many days [default: never]" };
        var maxBytes = new Option<string>("--max-bytes") { Description = "Remove the least lately used sources over so many bytes, as 500Gi [default: never]" };
        var plainHttp = new PlainHttpOption();
        var health = new Option<string>("--health") { Description = "Where /healthz/live and /healthz/ready answer", DefaultValueFactory = _ => "http://127.0.0.1:8082" };
        var command = new Command("run", "Take requests for sources from the queue, fetch them, push them as bundles.")
        {
            queue, state, allow, bundleBase, requests, timeout, maxSource, keepDays, maxBytes, plainHttp, health,
        };
        fetch.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var broker = queue.Read(parse) ?? throw new CommandException(ExitCodes.Usage, $"--queue (or {QueueOption.Variable}) is needed: the RabbitMQ that requests come from.");
            var options = new CacheWorkerOptions
            {
                StateDirectory = Path.GetFullPath(parse.GetValue(state)!.FullName),
                AllowedRepositories = parse.GetValue(allow) ?? [],
                BundleBase = bundleBase.Read(parse),
                MaxRequests = parse.GetValue(requests),
                Fetch = fetch.Read(parse) with { TotalTime = parse.GetValue(timeout), MaxBytes = Bytes("--max-source-bytes", parse.GetValue(maxSource)!) },
                KeepDays = parse.GetValue(keepDays),
                MaxBytes = parse.GetValue(maxBytes) is { } most ? Bytes("--max-bytes", most) : null,
                PlainHttp = parse.GetValue(plainHttp),
            };
            if (options.Problems().ToList() is { Count: > 0 } problems)
            {
                throw new CommandException(ExitCodes.Usage, string.Join("; ", problems) + ".");
            }

            var url = FlagValue.Read("--health", parse.GetValue(health)!, ServiceHost.ParseHealthUrl);
            return await service.RunAsync(broker, options.StateDirectory, url, "", services => services.AddCacheWorker(options), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static long Bytes(string flag, string text) => FlagValue.Read(flag, text, t => Quantity.Parse(t).Value is >= 1 and <= long.MaxValue and var bytes
        ? (long)bytes
        : throw new FormatException($"'{t}' is no number of bytes: expected one such as 500Gi."));
}

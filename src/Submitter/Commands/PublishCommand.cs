using System.CommandLine;
using System.Globalization;
using Wolfictl.Contracts;
using Wolfictl.GoogleCloud;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;
using Wolfictl.Scheduler.Engines.Pods.Publishing;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl publish</c>.</summary>
internal static class PublishCommand
{
    private const string Help = """
        Publish the apks of a build while it runs: what the publish container of a build's pod does.

        Waits for RUN/started, pushes each apk of packages/ARCH that is whole, and ends when nobody holds RUN/lock any more. Prints each apk's digest and name.

        Example:
          wolfictl publish --arch x86_64 --run /run/wolfictl registry.example.org/wolfi/outputs:01a202c8-x86_64-1

        Exit status: 0 done, 1 the build did not start or end in time, 2 wrong usage, 3 the registry can't be reached.
        """;

    public static Command Create()
    {
        var reference = new Argument<string>("reference") { Description = "REGISTRY/REPOSITORY:TAG that the manifest gets" };
        var workspace = new Option<string>("-d", "--dir") { HelpName = "DIR", Description = "The workspace that has packages/ARCH", DefaultValueFactory = _ => "." };
        var architecture = new Option<string>("-a", "--arch") { HelpName = "ARCH", Description = "Architecture", Required = true };
        var run = new Option<string>("--run") { HelpName = "DIR", Description = "Folder with the build's lock and started", Required = true };
        var start = new DurationOption("--start-timeout", "How long to wait for the build's start", "30m");
        var timeout = new DurationOption("--timeout", "How long the build may take from then on", "7h");
        var plainHttp = new PlainHttpOption();
        var command = new Command("publish", Help) { reference, workspace, architecture, run, start, timeout, plainHttp };
        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            var target = OciReference.Parse(parse.GetValue(reference)!);
            if (target.TagOrDigest is not { } tag || tag.Contains(':', StringComparison.Ordinal))
            {
                throw new CommandException(ExitCodes.Usage, $"{parse.GetValue(reference)} has no tag: expected REGISTRY/REPOSITORY:TAG.");
            }

            using var repositories = CloudRegistries.Connect(parse.GetValue(plainHttp));
            var options = new PodPublishOptions
            {
                Workspace = Path.GetFullPath(parse.GetValue(workspace)!),
                Architecture = FlagValue.Read("--arch", parse.GetValue(architecture)!, Architectures.Parse),
                RunFolder = Path.GetFullPath(parse.GetValue(run)!),
                Tag = tag,
                StartTimeout = parse.GetValue(start),
                Timeout = parse.GetValue(timeout),
            };
            var publisher = new PodPublisher(repositories.Open(target), options, TimeProvider.System)
            {
                OnPublished = file => Console.Out.WriteLine($"{file.Digest}  {file.Path}"),
                OnTrouble = trouble => Console.Error.WriteLine($"wolfictl: to be tried again: {trouble}"),
            };
            var result = await publisher.RunAsync(interrupts.Token).ConfigureAwait(false);
            foreach (var name in result.LeftOut)
            {
                await Console.Error.WriteLineAsync($"wolfictl: left out: {name} is not whole.").ConfigureAwait(false);
            }

            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"published {result.Files.Count} packages as {target.Name}@{result.Manifest}")).ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }
}

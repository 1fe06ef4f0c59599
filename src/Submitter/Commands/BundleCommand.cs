using System.CommandLine;
using System.Text.Json;
using Wolfictl.CacheWorker.Commands;
using Wolfictl.GoogleCloud;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl bundle</c>.</summary>
internal static class BundleCommand
{
    private const string Help = """
        Push the directory as a source bundle and print its reference by digest: for CI that publishes its own requests, and for submit --bundle.

        It is an image that, when it is run, unpacks itself into the working directory: with the wolfictl image, or with sh and tar of another --bundle-base.

        Examples:
          BUNDLE=$(wolfictl bundle --bundle-repo registry.example.org/wolfi)
          BUNDLE=$(wolfictl bundle --bundle-repo registry.example.org/wolfi --bundle-base none)

        Exit status: 0 done, 2 wrong usage or input, 3 the registry or the base can't be reached.
        """;

    public static Command Create()
    {
        var directory = new Option<string>("-d", "--dir") { Description = "The directory of melange configurations", DefaultValueFactory = _ => "." };
        var repository = new BundleRepositoryOption();
        var below = new BundleBaseOption();
        var plainHttp = new PlainHttpOption();
        var format = SubmitFlags.FormatOption();
        var command = new Command("bundle", Help) { directory, repository, below, plainHttp, format };
        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            using var repositories = CloudRegistries.Connect(parse.GetValue(plainHttp));
            var (reference, result, _) = await BundleMaker.BundleAsync(
                Path.GetFullPath(parse.GetValue(directory)!),
                packages: [],
                repositories,
                repository.Require(parse),
                below.Read(parse),
                interrupts.Token).ConfigureAwait(false);
            var report = new BundleReport(reference, result.Revision, result.Dirty, result.Files, result.Bytes);
            await Console.Out.WriteLineAsync(format.Read(parse) == OutputFormat.Json
                ? JsonSerializer.Serialize(report, SubmitterJson.Default.BundleReport)
                : reference.ToString()).ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }
}

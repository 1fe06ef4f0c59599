using System.CommandLine;
using Wolfictl.Contracts;
using Wolfictl.GoogleCloud;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Waiting;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl fetch</c>.</summary>
internal static class FetchCommand
{
    private const string Help = """
        Fetch what a build made: for each architecture the outputs of its last attempt, also those of a build that failed.

        Example:
          wolfictl fetch 01890a5d-ac96-774b-bcce-b302099a8057 --bundle-repo registry.example.org/wolfi --out ./out

        Exit status: 0 done, 1 the build has no outputs there, 2 wrong usage, 3 the registry can't be reached.
        """;

    public static Command Create()
    {
        var build = new Argument<string>("build") { Description = "The build's id: that of its first request" };
        var repository = new BundleRepositoryOption("Repository that took the source bundle; the outputs are in its /outputs");
        var outputs = new Option<string>("--output-repo") { Description = "Repository that took the outputs [default: <bundle-repo>/outputs]", HelpName = "REGISTRY/REPOSITORY" };
        var folder = new Option<string>("--out") { Description = "Folder for the outputs", DefaultValueFactory = _ => "packages" };
        var plainHttp = new PlainHttpOption();
        var command = new Command("fetch", Help) { build, repository, outputs, folder, plainHttp };
        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            if (!BuildId.TryParse(parse.GetValue(build), null, out var id))
            {
                throw new CommandException(ExitCodes.Usage, $"'{parse.GetValue(build)}' is no build id: expected a UUID, as submit printed it.");
            }

            using var repositories = CloudRegistries.Connect(parse.GetValue(plainHttp));
            var from = repositories.Open(OciReference.Parse(parse.GetValue(outputs) ?? $"{repository.Require(parse)}/outputs"));
            var files = await OutputFetch.FetchAsync(id, from, parse.GetValue(folder)!, interrupts.Token).ConfigureAwait(false);
            if (files.Count == 0)
            {
                throw new CommandException(ExitCodes.Failed, $"{from.Name.Name} has no outputs of build {id}: it may not be done, have made nothing, or have joined another build.");
            }

            foreach (var file in files)
            {
                await Console.Out.WriteLineAsync(Path.GetRelativePath(Environment.CurrentDirectory, file)).ConfigureAwait(false);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}

using System.CommandLine;
using Wolfictl.Submitter.Caching;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl cache</c>.</summary>
internal static class CacheCommand
{
    private const string Help = """
        Fetch every source that packages and all that they need download, verify it, and store it under the name that melange looks up.

        What is there is not fetched again; a download that was cut goes on where it was. Nothing is stored whose checksum differs.
        Packages named verify, prune or unpack are reached with -- before them.

        Examples:
          wolfictl cache brotli git-lfs
          wolfictl cache --plan
          wolfictl cache --check -o json | jq -r '.dead[].uri'
          wolfictl cache --mirror https://mirror.example.org/sources
          wolfictl submit --cache-bundle "$(wolfictl cache --bundle-repo registry.example.org/wolfi | tail -n 1)" brotli

        Exit status: 0 done, 1 a source failed, 2 wrong usage or input, 3 the registry can't be reached, 130 interrupted.
        """;

    public static Command Create()
    {
        var flags = new CacheFlags();
        var command = new Command("cache", Help) { CacheVerifyCommand.Create(), CachePruneCommand.Create(), CacheUnpackCommand.Create() };
        flags.AddTo(command);
        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            var run = new CacheRun(flags.Read(parse), Streams.OfProcess(), TimeProvider.System);
            return await run.RunAsync(interrupts.Token).ConfigureAwait(false);
        });
        return command;
    }
}

using System.CommandLine;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl submit</c>.</summary>
internal static class SubmitCommand
{
    private const string Help = """
        Plan packages and all that they need, bundle the directory, and have it built.

        Without --queue the build runs on this machine (the embedded mode): in a scratch copy, with make and melange; what it makes is fetched to --out.
        With --queue it runs on the farm behind that RabbitMQ.

        Examples:
          wolfictl submit brotli git-lfs
          wolfictl submit --dry-run brotli
          wolfictl submit --cache --mirror https://mirror.example.org/sources brotli
          wolfictl submit --queue amqps://ci@mq.example.org --bundle-repo registry.example.org/wolfi --wait --out ./out brotli
          wolfictl submit -o json --queue … --bundle-repo … brotli | jq -r .requestId

        Exit status: 0 done, 1 the build failed, 2 wrong usage or input, 3 a server can't be reached or no queue takes the request, 130 interrupted.
        """;

    public static Command Create()
    {
        var flags = new SubmitFlags();
        var command = new Command("submit", Help);
        flags.AddTo(command);

        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            var submission = new Submission(flags.Read(parse), Streams.OfProcess(), TimeProvider.System);
            return await submission.RunAsync(interrupts).ConfigureAwait(false);
        });
        return command;
    }
}

using System.CommandLine;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci.Bundles;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl unpack</c>: what bundles that stand on the wolfictl image run.</summary>
internal static class UnpackCommand
{
    private const string Help = """
        Copy the files of a bundle that is run, as any user: modes as they are whatever the umask, links as links, nothing through a link that stands there.

        What stands there with the same bytes is left alone, so that it can be run again; other files are replaced.

        Example:
          docker run --rm -v "$PWD:/work" -w /work "$BUNDLE"      # which runs
          wolfictl unpack --from /bundle --to .

        Exit status: 0 done, 1 something can't be read or written, 2 wrong usage, or something that must not be replaced stands there, 130 interrupted.
        """;

    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "The folder of the files", HelpName = "DIR", Required = true };
        var to = new Option<string>("--to") { Description = "Where they go; made when missing", HelpName = "DIR", Required = true };
        var command = new Command("unpack", Help) { from, to };
        command.SetAction(parse =>
        {
            using var interrupts = new Interrupts();
            var (source, target) = (parse.GetValue(from)!, parse.GetValue(to)!);
            if (source.Length == 0 || target.Length == 0)
            {
                throw new CommandException(ExitCodes.Usage, $"{(source.Length == 0 ? "--from" : "--to")} is empty: a folder is expected.");
            }

            var result = TreeCopy.Run(source, target, interrupts.Token);
            Console.Out.WriteLine($"{result.Written} files written, {ByteText.Of(result.Bytes)}; {result.Kept} were there: {Path.GetFullPath(target)}");
            return ExitCodes.Done;
        });
        return command;
    }
}

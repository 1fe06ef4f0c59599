using System.CommandLine;
using System.Text.Json;
using Wolfictl.CacheWorker.Bundling;
using Wolfictl.Contracts;
using Wolfictl.GoogleCloud;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter.Caching;
using Wolfictl.Submitter.Submitting;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl cache unpack</c>.</summary>
internal static class CacheUnpackCommand
{
    private const string Help = "Bring the sources of a bundle into the folder; those that are there with the same length are left alone";

    public static Command Create()
    {
        var bundle = new Argument<string>("bundle") { Description = "What wolfictl cache --bundle-repo printed", HelpName = "REGISTRY/REPOSITORY@sha256:DIGEST" };
        var folder = CacheFlags.FolderOption();
        var plainHttp = new PlainHttpOption();
        var format = SubmitFlags.FormatOption();
        var command = new Command("unpack", Help) { bundle, folder, plainHttp, format };
        command.SetAction(async (parse, _) =>
        {
            var reference = FlagValue.Read("bundle", parse.GetValue(bundle)!, text => DigestReference.Parse(text));
            var target = Path.GetFullPath(parse.GetValue(folder)!);
            using var interrupts = new Interrupts();
            using var repositories = CloudRegistries.Connect(parse.GetValue(plainHttp));
            var (written, kept) = await CacheBundle.UnpackAsync(repositories, reference, target, cancellationToken: interrupts.Token).ConfigureAwait(false);
            Write(Console.Out, new CacheUnpackReport(target, written, kept), format.Read(parse));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(TextWriter writer, CacheUnpackReport report, OutputFormat format) => writer.WriteLine(format == OutputFormat.Json
        ? JsonSerializer.Serialize(report, SubmitterJson.Default.CacheUnpackReport)
        : $"{report.Written} files written to {report.Folder}, {report.AlreadyThere} already there");
}
